package io.riskgate.rules.compile;

import io.riskgate.model.Item;
import io.riskgate.rules.Evaluation;
import java.util.List;

/**
 * What is inserted into a Drools session. Each fact knows the whole evaluation, so that a condition on an item can
 * look at the checkout, at a feature or at a list without a join; and the code of the rules that are evaluated, since the
 * network knows only their structure. To the conditions of its own pattern it is the whole row.
 */
sealed interface Fact extends Row {

    RuleCode code();

    /**
     * The checkout.
     *
     * @param items the facts of its basket
     */
    record CheckoutFact(Evaluation evaluation, RuleCode code, List<ItemFact> items) implements Fact {

        @Override
        public Item item(int pattern) {
            throw new IllegalStateException("a condition on the checkout alone looks at an item");
        }
    }

    record ItemFact(Item item, Evaluation evaluation, RuleCode code) implements Fact {

        @Override
        public Item item(int pattern) {
            return item;
        }
    }
}
