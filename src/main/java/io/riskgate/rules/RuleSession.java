package io.riskgate.rules;

/**
 * Evaluates one ruleset again and again, for one thread at a time: kept by its shard, since it remembers which rule was
 * the last that could fire.
 */
public interface RuleSession extends AutoCloseable {

    /**
     * Runs the rules on the evaluation's facts and puts what they did into it. Never waits for I/O. A session that
     * threw is spent: close it and open another.
     */
    void evaluate(Evaluation evaluation);

    @Override
    void close();
}
