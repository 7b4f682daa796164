package io.riskgate.rules.compile;

import io.riskgate.rules.Compilation;
import io.riskgate.rules.CompiledRules;

/** What the benchmarks of compilation compare. */
public enum RuleCompiler {
    RISKGATE("Riskgate") {
        @Override
        Object compile(String text) {
            return accepted(text);
        }
    },
    /** The executable model, which is what stock Drools advises. */
    STOCK("stock Drools") {
        @Override
        Object compile(String text) {
            return StockDrools.compile(text);
        }
    };

    private final String label;

    RuleCompiler(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** @throws IllegalArgumentException with the problems if the text is refused */
    static CompiledRules accepted(String text) {
        return switch (new DrlCompiler().compile(text)) {
            case Compilation.Accepted accepted -> accepted.rules();
            case Compilation.Refused refused ->
                throw new IllegalArgumentException(refused.problems().toString());
        };
    }

    /** From the text to something from which sessions can be made. */
    abstract Object compile(String text);
}
