package io.riskgate.rules.registry;

import io.riskgate.rules.Compilation;
import io.riskgate.rules.RulesetCompiler;
import java.util.List;

/** Compiles, and refuses as well what compiles but cannot be evaluated on a sample checkout. Thread-safe. */
public final class TrialCompiler implements RulesetCompiler {

    private final RulesetCompiler compiler;

    public TrialCompiler(RulesetCompiler compiler) {
        this.compiler = compiler;
    }

    @Override
    public Compilation compile(String text) {
        Compilation compilation = compiler.compile(text);
        if (compilation instanceof Compilation.Accepted accepted) {
            return TrialRun.of(accepted.rules())
                    .<Compilation>map(problem -> new Compilation.Refused(List.of(problem)))
                    .orElse(accepted);
        }
        return compilation;
    }
}
