package io.riskgate.diagnosis;

import io.riskgate.rules.Ruleset;
import io.riskgate.statistics.StatisticsReports;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Whose rules matter most now: the platform's, and those of the merchants with the most decisions of the last hour. Thread-safe. */
@Singleton
final class BusyScopes {

    /** The platform among them. Others have so few decisions that their rules are not looked at. */
    static final int SCOPES_MAX = 20;

    private static final Duration LOOKED_BACK = Duration.ofHours(1);

    private final StatisticsReports reports;
    private final Clock clock;

    /** A scope and its decisions of the last hour. */
    record Busy(String scope, long decisions) {}

    BusyScopes(StatisticsReports reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    /** The platform has all decisions, so it comes first; it is there also if there are none. Computes for milliseconds. */
    List<Busy> busiest() {
        Instant now = clock.instant();
        Map<String, Long> recent = reports.recent(now.minus(LOOKED_BACK), now).byScope();
        if (recent.isEmpty()) {
            return List.of(new Busy(Ruleset.PLATFORM, 0));
        }
        return recent.entrySet().stream()
                .map(scope -> new Busy(scope.getKey(), scope.getValue()))
                .sorted(Comparator.comparing((Busy busy) -> !busy.scope().equals(Ruleset.PLATFORM))
                        .thenComparing(Comparator.comparingLong(Busy::decisions).reversed())
                        .thenComparing(Busy::scope))
                .limit(SCOPES_MAX)
                .toList();
    }
}
