package io.riskgate.rules.compile;

import io.riskgate.model.Item;
import io.riskgate.rules.Evaluation;

/** Where a condition is looked at: the evaluation, and the items that stand for the patterns that it names. */
interface Row {

    Evaluation evaluation();

    /** The item that stands for the pattern of that index in its rule. */
    Item item(int pattern);
}
