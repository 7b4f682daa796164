package io.riskgate.diagnosis;

import static io.riskgate.fixture.Checkouts.checkout;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.decision.Deciding;
import io.riskgate.diagnosis.Finding.Named;
import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.Decided;
import io.riskgate.fixture.SettableClock;
import io.riskgate.model.Checkout;
import io.riskgate.model.Verdict;
import io.riskgate.statistics.CountedStatistics;
import io.riskgate.statistics.StatisticsReport.Latency;
import io.riskgate.statistics.StatisticsReport.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DegradedDecisionsTest {

    @TempDir
    Path dataDir;

    private final SettableClock clock = new SettableClock(Checkouts.NOON);
    private CountedStatistics statistics;

    @BeforeEach
    void start() {
        statistics = new CountedStatistics(dataDir, clock);
    }

    private Finding examined() {
        return new DegradedDecisions(statistics.reports(), clock).examine();
    }

    @Test
    void merchantsOfAShardThatHangs_areOnTheirFallback() throws InterruptedException {
        List<Checkout> checkouts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            checkouts.add(checkout("m-" + i, "1"));
            checkouts.add(checkout("m-" + i, "2"));
        }
        Deciding.journalOfHangingShard(checkouts).forEach(statistics::written);

        Finding finding = examined();
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.summary()).contains("Of 40 decisions", "overload");
        assertThat(finding.of()).hasSize(5).extracting(Named::name).allMatch(name -> name.startsWith("m-"));
        assertThat(finding.of())
                .allMatch(merchant -> merchant.numbers().get("fallbacks").equals(2L));
        assertThat(finding.advice()).contains("fallback verdict");
    }

    private Finding judged(Map<String, Long> degraded) {
        Row all = new Row(
                "platform",
                clock.instant(),
                10_000,
                Map.of(),
                List.of(),
                0,
                new TreeMap<>(degraded),
                new Latency(0, 0, 0, 0));
        return DegradedDecisions.judge(List.of(all), List.of());
    }

    @Test
    void fault_isSaidBeforeWhatIsCommoner() {
        Finding finding = judged(Map.of("firings", 20L, "overload", 50L, "rules", 1L));
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.summary()).contains("10000 decisions", "1 was made", "rules, and others");
        assertThat(finding.advice()).startsWith("A ruleset throws");
        assertThat(finding.numbers()).containsEntry("overloadShare", 0.005).containsEntry("rulesShare", 1e-4);
    }

    @Test
    void ofTwoThatAreAsBad_theCommonerIsSaid() {
        Finding finding = judged(Map.of("firings", 20L, "limits:local", 50L, "lists:stale", 9L));
        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
        assertThat(finding.summary()).contains("0.5 % were made", "limits:local, and others");
        assertThat(finding.advice()).contains("reserved by itself");
    }

    @Test
    void wholeDecisions_areFine() {
        assertThat(examined().severity()).isEqualTo(Severity.OK);
        for (int i = 0; i < 50; i++) {
            statistics.written(Decided.decided("acme", "c-" + i, clock.instant(), Verdict.APPROVE));
        }
        assertThat(examined().severity()).isEqualTo(Severity.OK);
        assertThat(examined().summary()).contains("50 decisions");
    }
}
