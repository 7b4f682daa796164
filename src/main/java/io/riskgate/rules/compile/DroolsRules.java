package io.riskgate.rules.compile;

import io.riskgate.rules.CompiledRules;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.RuleDescription;
import io.riskgate.rules.RuleExplanation;
import io.riskgate.rules.RuleSession;
import io.riskgate.rules.RulesetCost;
import io.riskgate.velocity.Feature;
import java.util.List;
import java.util.Set;

/**
 * A compiled text: the network, which may be other texts' too, what this one's rules need, and the rules as they were read, to
 * explain what they do.
 *
 * @param rules the descriptions of those that were read: each decision asks how many there are
 */
record DroolsRules(
        List<ParsedRule> parsed,
        List<RuleDescription> rules,
        List<Feature> features,
        Set<String> lists,
        List<String> limits,
        RulesetCost cost,
        Screen screen,
        RuleCode code,
        Network network)
        implements CompiledRules {

    DroolsRules {
        parsed = List.copyOf(parsed);
        rules = List.copyOf(rules);
        features = List.copyOf(features);
        lists = Set.copyOf(lists);
        limits = List.copyOf(limits);
    }

    @Override
    public RuleSession newSession() {
        return new DroolsSession(network, code, screen);
    }

    @Override
    public List<RuleExplanation> explain(Evaluation evaluated) {
        return Explainer.explain(parsed, evaluated);
    }
}
