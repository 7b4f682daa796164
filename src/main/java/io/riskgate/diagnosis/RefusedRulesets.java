package io.riskgate.diagnosis;

import io.riskgate.diagnosis.Finding.Named;
import io.riskgate.rules.registry.FailedPublication;
import io.riskgate.rules.registry.RulesetRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Scopes whose last text was refused, so that an earlier one serves. */
@Singleton
final class RefusedRulesets implements Examination {

    static final String ID = "rulesets";

    private final RulesetRegistry registry;
    private final Clock clock;

    RefusedRulesets(RulesetRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Finding examine() {
        return judge(registry.failures(), clock.instant());
    }

    static Finding judge(Map<String, FailedPublication> failures, Instant now) {
        Numbers numbers = Numbers.of("refused", failures.size());
        if (failures.isEmpty()) {
            return Finding.ok(ID, "The last text of each scope was accepted.", numbers);
        }
        List<Named> latestFirst = failures.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, FailedPublication> failed) ->
                                failed.getValue().at())
                        .reversed())
                .map(failed -> new Named(
                        failed.getKey(),
                        Numbers.of("problems", failed.getValue().problems().size())
                                .and(
                                        "secondsAgo",
                                        Duration.between(failed.getValue().at(), now)
                                                .toSeconds())
                                .toMap()))
                .toList();
        return Finding.of(
                ID,
                Severity.WARNING,
                "The last text of " + Wording.count(failures.size(), "scope") + " was refused.",
                numbers,
                latestFirst,
                "What served before still does, so whoever wrote the text may believe in rules that are not active."
                        + " POST /v1/rulesets/check, or ./riskgate rules check, names each problem.");
    }
}
