package io.riskgate.rules.compile;

import io.riskgate.rules.CompiledRules;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/** A ruleset, compiled by whoever is to run it, and the checkouts to run it on. */
public final class Workload {

    private final String text;
    private final CompiledRules riskgate;
    private final Traffic traffic;
    private @Nullable KieBase stock;

    Workload(int rules) {
        this(MerchantRules.text(rules));
    }

    /** @throws IllegalArgumentException with the problems if the text is refused */
    public Workload(String text) {
        Logging.asInService();
        this.text = text;
        riskgate = RuleCompiler.accepted(text);
        traffic = new Traffic(riskgate.features());
    }

    String text() {
        return text;
    }

    public Traffic traffic() {
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
