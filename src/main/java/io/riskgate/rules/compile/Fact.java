package io.riskgate.rules.compile;

import io.riskgate.model.Item;
import io.riskgate.rules.Evaluation;

/**
 * What is inserted into a Drools session. Each fact knows the whole evaluation, so that a condition on an item can
 * look at the checkout, at a feature or at a list without a join.
 */
sealed interface Fact {

    Evaluation evaluation();

    record CheckoutFact(Evaluation evaluation) implements Fact {}

    record ItemFact(Item item, Evaluation evaluation) implements Fact {}
}
