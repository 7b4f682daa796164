package io.riskgate.benchmark.languages;

import dev.cel.bundle.CelFactory;
import io.riskgate.rules.compile.CheckoutEvaluator;
import io.riskgate.rules.compile.RuleEngine;
import io.riskgate.rules.compile.Workload;
import java.util.List;

/** The engines of the JVM that the comparison of languages has. */
public enum Language {
    RISKGATE("Riskgate, kept session") {
        @Override
        CheckoutEvaluator open(List<NeutralRule> rules, Workload workload) {
            return RuleEngine.RISKGATE.open(workload);
        }
    },
    STOCK("stock Drools, new session") {
        @Override
        CheckoutEvaluator open(List<NeutralRule> rules, Workload workload) {
            return RuleEngine.STOCK_FRESH.open(workload);
        }
    },
    /** What CEL's documentation begins with: an interpreter of the checked tree. */
    CEL_STANDARD("CEL-Java, standard") {
        @Override
        CheckoutEvaluator open(List<NeutralRule> rules, Workload workload) {
            return new CelEvaluator(CelFactory.standardCelBuilder(), rules, workload.traffic());
        }
    },
    /** CEL's newer runtime, which resolves names and functions once, when a program is made. */
    CEL_PLANNER("CEL-Java, planner") {
        @Override
        CheckoutEvaluator open(List<NeutralRule> rules, Workload workload) {
            return new CelEvaluator(CelFactory.plannerCelBuilder(), rules, workload.traffic());
        }
    },
    EASY_RULES_JAVA("Easy Rules, conditions in Java") {
        @Override
        CheckoutEvaluator open(List<NeutralRule> rules, Workload workload) {
            return EasyRulesEvaluator.inJava(rules, workload.traffic());
        }
    },
    EASY_RULES_MVEL("Easy Rules, conditions in MVEL") {
        @Override
        CheckoutEvaluator open(List<NeutralRule> rules, Workload workload) {
            return EasyRulesEvaluator.inMvel(rules, workload.traffic());
        }
    };

    private final String label;

    Language(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Translates and compiles the rules. */
    abstract CheckoutEvaluator open(List<NeutralRule> rules, Workload workload);

    /** The rules in DRL, and the checkouts to run them on in any language. */
    static Workload workload(List<NeutralRule> rules) {
        return new Workload(Drl.text(rules));
    }
}
