package io.riskgate.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.fixture.Checkouts;
import io.riskgate.model.Checkout;
import io.riskgate.model.Item;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.CompiledRules;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.RuleExplanation;
import io.riskgate.rules.RuleExplanation.Failed;
import io.riskgate.rules.RuleSession;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplainerTest {

    private static final String RULES = """
            rule "costly" when exists Item( sku matches "(a?){450}b" ) then decision.tag("costly"); end
            rule "dear" when Checkout( card.country matches "U.", amount > 100 ) then decision.tag("dear"); end
            """;

    /** Items for which the costly rule takes more than half of the steps that an evaluation has, and all of them. */
    private static final int MORE_THAN_HALF = 6;

    private static final int ALL = 20;

    @Test
    void explanation_hasStepsOfItsOwn() {
        RuleExplanation dear = explain(MORE_THAN_HALF).getLast();

        assertThat(dear.failed()).containsExactly(new Failed("Checkout", "amount > 100", Map.of("amount", "10.00")));
        assertThat(dear.note()).isNull();
    }

    @Test
    void explanationThatUsedUpItsSteps_saysSo() {
        assertThat(explain(ALL)).extracting(RuleExplanation::note).allMatch(note -> note.contains("too many steps"));
    }

    private static List<RuleExplanation> explain(int items) {
        CompiledRules rules = ((Compilation.Accepted) new DrlCompiler().compile(RULES)).rules();
        Evaluation evaluation = new Evaluation(checkout(items), new Number[0], 0, (list, value) -> false);
        try (RuleSession session = rules.newSession()) {
            session.evaluate(evaluation);
        }
        assertThat(evaluation.truncated()).isEqualTo(items == ALL);
        return rules.explain(evaluation);
    }

    private static Checkout checkout(int items) {
        Checkout plain = Checkouts.checkout("acme", "c-1");
        Item item = new Item("a".repeat(256), null, 1, BigDecimal.ONE);
        return new Checkout(
                plain.id(),
                plain.merchantId(),
                plain.occurredAt(),
                plain.amount(),
                plain.currency(),
                plain.customer(),
                plain.card(),
                plain.device(),
                plain.ip(),
                plain.billing(),
                plain.shipping(),
                Collections.nCopies(items, item),
                plain.attributes());
    }
}
