package io.riskgate.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.fixture.Checkouts;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.CompiledRules;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.RuleSession;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code @degraded}: conditions on velocity while only this node's own windows can be read. */
class DegradedTest {

    private static final String RULES = """
            rule "estimate" when Checkout( velocity.count("card", "1h") >= 5 ) then decision.tag("estimate"); end
            rule "skip" @degraded("skip") when Checkout( velocity.count("card", "1h") >= 5 ) then decision.tag("skip"); end
            rule "fire" @degraded("fire") when Checkout( velocity.count("card", "1h") >= 5 ) then decision.tag("fire"); end
            rule "fire, none" @degraded("fire")
            when not Item( price > velocity.sum("card", "1h") ) Checkout( velocity.count("card", "1h") < 5 )
            then decision.tag("none"); end
            rule "fire if large" @degraded("fire")
            when Checkout( velocity.count("card", "1h") >= 5, amount > 1000000 ) then decision.tag("large"); end
            rule "without velocity" @degraded("skip") when Checkout( amount >= 0 ) then decision.tag("amount"); end
            """;

    private static List<String> tags(long count, boolean degraded) {
        CompiledRules rules = ((Compilation.Accepted) new DrlCompiler().compile("package p\n" + RULES)).rules();
        Number[] features = rules.features().stream()
                .map(feature -> feature.text().startsWith("velocity.sum") ? BigDecimal.ONE : (Number) count)
                .toArray(Number[]::new);
        Evaluation evaluation = new Evaluation(Checkouts.checkout("m", "c"), features, 0, (list, value) -> false);
        if (degraded) {
            evaluation.markDegraded();
        }
        try (RuleSession session = rules.newSession()) {
            session.evaluate(evaluation);
        }
        return evaluation.firings().stream().map(firing -> firing.code()).toList();
    }

    @Test
    void whenAllIsWell_itChangesNothing() {
        assertThat(tags(5, false)).containsExactlyInAnyOrder("estimate", "skip", "fire", "amount");
        assertThat(tags(4, false)).containsExactlyInAnyOrder("none", "amount");
    }

    @Test
    void whenDegraded_eachRuleDoesAsItSays() {
        assertThat(tags(5, true)).containsExactlyInAnyOrder("estimate", "fire", "none", "amount");
        assertThat(tags(4, true)).containsExactlyInAnyOrder("fire", "none", "amount");
    }

    @Test
    void anotherValue_isRefused() {
        assertThat(new DrlCompiler().compile("package p\n" + RULES.replace("\"skip\")", "\"maybe\")")))
                .isInstanceOfSatisfying(Compilation.Refused.class, refused -> assertThat(refused.problems())
                        .allSatisfy(problem -> assertThat(problem.code()).isEqualTo("annotation_refused"))
                        .anySatisfy(problem -> assertThat(problem.hint()).contains("\"skip\"")));
    }
}
