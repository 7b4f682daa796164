package io.riskgate.rules.compile;

import io.riskgate.rules.CompiledRules;
import io.riskgate.rules.RuleDescription;
import io.riskgate.rules.RuleSession;
import io.riskgate.velocity.Feature;
import java.util.List;
import java.util.Set;
import org.kie.api.KieBase;

/** A compiled text: the KieBase, and what its rules need. */
record DroolsRules(List<RuleDescription> rules, List<Feature> features, Set<String> lists, KieBase kieBase)
        implements CompiledRules {

    DroolsRules {
        rules = List.copyOf(rules);
        features = List.copyOf(features);
        lists = Set.copyOf(lists);
    }

    @Override
    public RuleSession newSession() {
        return new DroolsSession(kieBase.newKieSession());
    }
}
