package io.riskgate.rules.compile;

import io.riskgate.rules.CompiledRules;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/** A ruleset, compiled by whoever is to run it, and the checkouts to run it on. */
final class Workload {

    private final String text;
    private final CompiledRules riskgate;
    private final Traffic traffic;
    private @Nullable KieBase stock;

    Workload(int rules) {
        Logging.asInService();
        text = MerchantRules.text(rules);
        riskgate = RuleCompiler.accepted(text);
        traffic = new Traffic(riskgate.features());
    }

    String text() {
        return text;
    }

    Traffic traffic() {
        return traffic;
    }

    CompiledRules riskgate() {
        return riskgate;
    }

    /** Compiled when first asked for, which takes stock Drools seconds, and kept. */
    KieBase stock() {
        KieBase compiled = stock;
        if (compiled == null) {
            compiled = StockDrools.compile(text).kieBase();
            stock = compiled;
        }
        return compiled;
    }
}
