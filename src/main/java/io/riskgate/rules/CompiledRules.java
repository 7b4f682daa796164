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

    /** A session of its own for one thread. The caller closes it. */
    RuleSession newSession();
}
