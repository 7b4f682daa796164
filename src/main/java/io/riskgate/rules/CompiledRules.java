package io.riskgate.rules;

import io.riskgate.velocity.Feature;
import java.util.List;
import java.util.Set;

/** A ruleset's text, checked and compiled. Immutable and thread-safe. */
public interface CompiledRules {

    /** The rules in the order of the text. */
    List<RuleDescription> rules();

    /** The velocity values that the rules ask for, each once; {@link Evaluation} hands them in, in this order. */
    List<Feature> features();

    /** The names of the lists that the rules look into. */
    Set<String> lists();

    /** The names of the limits that the rules ask for, each once; {@link Evaluation} hands in what is available, in this order. */
    List<String> limits();

    /** What the rules cost, as far as that is known before they run. */
    RulesetCost cost();

    /** A session of its own for one thread. The caller closes it. */
    RuleSession newSession();

    /**
     * Says of each rule, in the order of the text, whether it fired and why not. Slower than evaluating; for people, not
     * for the hot path. Never waits for I/O.
     *
     * @param evaluated an evaluation that a session of these rules has run
     */
    List<RuleExplanation> explain(Evaluation evaluated);
}
