package io.riskgate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.riskgate.model.Effect;
import io.riskgate.rules.Firing;
import io.riskgate.rules.RuleDescription;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleHitsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RuleHits hits = new RuleHits(registry);

    @Test
    void ruleThatFiresOftenInOneDecision_isOneHit() {
        Firing firing = firing("r");
        hits.evaluated("acme", List.of(firing, firing, firing("other rule"), firing));
        assertThat(count("acme", "r")).isEqualTo(1);
    }

    @Test
    void series_areBounded() {
        for (int i = 0; i < RuleHits.SERIES_MAX + 7; i++) {
            hits.evaluated("m" + i, List.of(firing("r")));
        }
        hits.evaluated("platform", List.of(firing("r")));
        assertThat(count("other", "other")).isEqualTo(7);
        assertThat(count("platform", "r")).isEqualTo(1);
        assertThat(registry.getMeters()).hasSize(RuleHits.SERIES_MAX + 3);
    }

    @Test
    void merchantThatRenamesItsRules_leavesSeriesForOthers() {
        for (int i = 0; i < RuleHits.SERIES_MAX; i++) {
            hits.evaluated("renames", List.of(firing("r" + i)));
        }
        hits.evaluated("acme", List.of(firing("r")));

        assertThat(count("acme", "r")).isEqualTo(1);
        assertThat(count("other", "other")).isEqualTo(RuleHits.SERIES_MAX - RuleHits.SERIES_OF_MERCHANT_MAX);
    }

    @Test
    void hits_areKnownUnlessTheyAreCountedAmongOthers() {
        hits.evaluated("acme", List.of(firing("r")));
        hits.evaluated("acme", List.of(firing("r")));
        assertThat(hits.hits("acme", "r")).hasValue(2);
        assertThat(hits.hits("acme", "silent")).hasValue(0);
        assertThat(hits.hits("platform", "silent")).hasValue(0);

        for (int i = 0; i < RuleHits.SERIES_OF_MERCHANT_MAX; i++) {
            hits.evaluated("acme", List.of(firing("r" + i)));
        }
        assertThat(hits.hits("acme", "r")).hasValue(2);
        assertThat(hits.hits("acme", "one too many")).isEmpty();
        assertThat(hits.hits("shop", "silent")).hasValue(0);
    }

    private double count(String scope, String rule) {
        return registry.get(MetricNames.RULE_HITS)
                .tags(MetricNames.SCOPE, scope, MetricNames.RULE, rule)
                .counter()
                .count();
    }

    private static Firing firing(String rule) {
        return new Firing(new RuleDescription(rule, 1, 0, true, Map.of(), List.of(), false), Effect.DECLINE, "code", 0);
    }
}
