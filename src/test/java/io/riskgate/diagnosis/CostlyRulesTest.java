package io.riskgate.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.diagnosis.CostlyRules.Cost;
import io.riskgate.diagnosis.Finding.Named;
import io.riskgate.fixture.Checkouts;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.compile.DrlCompiler;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Real rules, timed. */
class CostlyRulesTest {

    private static final Duration BUDGET = Duration.ofMillis(5);

    private static final String CHEAP =
            "rule \"cheap\" when Checkout( amount > 1000, velocity.count(\"card\", \"1h\") > 5 ) then decision.tag(\"t\"); end\n";

    /** Each item is compared with each other. */
    private static String pairs(int rules) {
        return IntStream.range(0, rules)
                .mapToObj(i -> """
                        rule "pairs %d" when
                            $a : Item( price >= 0 )
                            Item( price == $a.price + %d )
                        then decision.tag("t"); end
                        """.formatted(i, 1_000 + i))
                .collect(Collectors.joining());
    }

    private static Cost cost(String scope, String rules) {
        return switch (new DrlCompiler().compile("package p\n" + rules)) {
            case Compilation.Accepted accepted ->
                CostlyRules.cost(new Ruleset(scope, 1, "hash", accepted.rules()), 100, Checkouts.NOON);
            case Compilation.Refused refused ->
                throw new AssertionError(refused.problems().toString());
        };
    }

    @Test
    void cheapRules_areFine() {
        Finding finding = CostlyRules.judge(List.of(cost("acme", CHEAP), cost("shop", CHEAP)), Duration.ofSeconds(10));
        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.numbers()).containsEntry("rulesets", 2L).containsEntry("tooSlow", 0L);
        assertThat(finding.of()).extracting(Named::name).containsExactlyInAnyOrder("acme@1", "shop@1");
    }

    @Test
    void rulesThatCompareEachItemWithEachOther_takeTheLongest() {
        Cost slow = cost("slow", pairs(4));
        Cost cheap = cost("acme", CHEAP);
        assertThat(slow.micros()).isGreaterThan(2 * cheap.micros());

        // A tenth of this budget is between the two.
        Duration tight = Duration.ofNanos((long) (10 * 1_000 * (slow.micros() + cheap.micros()) / 2));
        Finding finding = CostlyRules.judge(List.of(cheap, slow), tight);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.of()).extracting(Named::name).containsExactly("slow@1");
        assertThat(finding.summary()).contains("slow@1 takes the longest");
        assertThat(finding.advice()).contains("comparisons of items");
    }

    @Test
    void rulesOfALongWorstCase_areNoticed() {
        Finding finding = CostlyRules.judge(List.of(cost("slow", pairs(4))), Duration.ofSeconds(10));
        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
        assertThat(finding.summary()).contains("never decided on the spot");
        assertThat(finding.of()).extracting(Named::name).containsExactly("slow@1");
    }

    @Test
    void noRules_areFine() {
        assertThat(CostlyRules.judge(List.of(), BUDGET).severity()).isEqualTo(Severity.OK);
    }
}
