package io.riskgate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnownMetricsTest {

    private final KnownMetrics known = new KnownMetrics();

    @BeforeEach
    void expose() {
        known.expose("""
                # HELP riskgate_decisions_total Decisions
                # TYPE riskgate_decisions_total counter
                riskgate_decisions_total{verdict="APPROVE"} 12.0
                riskgate_rule_hits_total{rule="a \\"b\\", {c=\\"d\\"}",scope="acme"} 3.0
                riskgate_journal_healthy 1.0
                """);
        known.record("instance:decisions:rate5m", PromQl.of("sum by (instance) (rate(riskgate_decisions_total[5m]))"));
    }

    private void assertProblems(String expression, Set<String> shown, String... problems) {
        assertThat(known.problems(new Query("panel", expression, shown))).containsExactly(problems);
    }

    @Test
    void whatIsExposedOrRecorded_isNoProblem() {
        assertProblems("sum by (verdict) (riskgate_decisions_total{job=\"riskgate\"})", Set.of("verdict"));
        assertProblems("riskgate_rule_hits_total{scope=\"acme\"}", Set.of("rule", "instance"));
        assertProblems("instance:decisions:rate5m > 5", Set.of("instance"));
    }

    @Test
    void misspeltMetric_isAProblem() {
        assertProblems(
                "rate(riskgate_decision_total[5m])", Set.of(), "panel: there is no metric riskgate_decision_total");
    }

    @Test
    void valuesThatNoSampleHas_areProblems_whereTheyAreOurs() {
        assertProblems(
                "riskgate_decisions_total{verdict=\"APROVE\"}",
                Set.of(),
                "panel: riskgate_decisions_total has no verdict=\"APROVE\"");
        assertProblems("riskgate_decisions_total{verdict!=\"DECLINE\"}", Set.of());
        assertProblems("riskgate_rule_hits_total{scope=\"other\"}", Set.of());
    }

    @Test
    void labelsThatAreNotThere_areProblems() {
        assertProblems(
                "riskgate_journal_healthy{node=\"a\"}", Set.of(), "panel: riskgate_journal_healthy has no label node");
        assertProblems(
                "sum by (verdikt) (riskgate_decisions_total)", Set.of(), "panel: nothing is there to group by verdikt");
        assertProblems(
                "sum by (verdict) (riskgate_decisions_total)",
                Set.of("instance"),
                "panel: shows a label that the result has not, instance");
        assertProblems(
                "sum(instance:decisions:rate5m) by (verdict)", Set.of(), "panel: nothing is there to group by verdict");
    }
}
