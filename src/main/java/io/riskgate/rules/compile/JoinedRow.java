package io.riskgate.rules.compile;

import io.riskgate.model.Item;
import io.riskgate.rules.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * A row of two facts: a condition looks at no more than its own fact and one item of another pattern.
 *
 * @param pattern the index of the own pattern
 * @param own {@code null} if the own pattern is of the checkout
 * @param other {@code null} if the condition looks at no other pattern
 */
record JoinedRow(
        Evaluation evaluation,
        int pattern,
        @Nullable Item own,
        @Nullable Item other) implements Row {

    @Override
    public Item item(int index) {
        Item item = index == pattern ? own : other;
        if (item == null) {
            throw new IllegalStateException("no item stands for pattern " + index);
        }
        return item;
    }
}
