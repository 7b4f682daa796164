package io.riskgate.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.fixture.Checkouts;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.RuleSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Comments inside of expressions, of which the parser makes nodes: with another JavaParser than Drools' own that fails. */
class CommentTest {

    @ParameterizedTest
    @ValueSource(strings = {"/** documentation */", "/* anything */"})
    void commentInAnExpression_isPassedOver(String comment) {
        Compilation compiled = new DrlCompiler()
                .compile("package p\nrule \"r\" when Checkout( amount " + comment
                        + " >= 10 && " + comment + " card.country == \"US\" ) then " + comment + " decision.tag("
                        + comment
                        + " \"seen\"); end");

        assertThat(compiled).isInstanceOfSatisfying(Compilation.Accepted.class, accepted -> {
            Evaluation evaluation =
                    new Evaluation(Checkouts.checkout("m", "c"), new Number[0], 0, (list, value) -> false);
            try (RuleSession session = accepted.rules().newSession()) {
                session.evaluate(evaluation);
            }
            assertThat(evaluation.firings()).singleElement().satisfies(firing -> assertThat(firing.code())
                    .isEqualTo("seen"));
        });
    }
}
