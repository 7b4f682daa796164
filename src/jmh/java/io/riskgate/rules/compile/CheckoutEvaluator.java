package io.riskgate.rules.compile;

import java.util.List;

/** Evaluates one ruleset on one checkout after the other. */
public interface CheckoutEvaluator extends AutoCloseable {

    /** Returns how often rules fired. */
    int evaluate(Traffic.Event event);

    /** What the rules did to the last checkout, sorted. */
    List<String> fired();

    @Override
    void close();
}
