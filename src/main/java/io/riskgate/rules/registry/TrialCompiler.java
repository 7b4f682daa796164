package io.riskgate.rules.registry;

import io.riskgate.rules.Compilation;
import io.riskgate.rules.CompiledRules;
import io.riskgate.rules.Problem;
import io.riskgate.rules.RulesetCompiler;
import io.riskgate.telemetry.LogText;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Compiles, and refuses as well what compiles but cannot be evaluated on a sample checkout. So that one text can neither
 * stop the start nor anything else, it also refuses what the compiler fails on: Drools' parsers are large, and a text that
 * they break on must cost no more than its own publication. Such a fault is Riskgate's; it is logged here, once.
 * Thread-safe.
 */
public final class TrialCompiler implements RulesetCompiler {

    private final RulesetCompiler compiler;

    public TrialCompiler(RulesetCompiler compiler) {
        this.compiler = compiler;
    }

    @Override
    public Compilation compile(String text) {
        Compilation compilation;
        try {
            compilation = compiler.compile(text);
        } catch (RuntimeException | StackOverflowError | LinkageError fault) {
            return refuse("compiler_failed", "Riskgate failed to compile the rules", fault);
        }
        return compilation instanceof Compilation.Accepted accepted ? afterTrial(accepted) : compilation;
    }

    private static Compilation afterTrial(Compilation.Accepted accepted) {
        CompiledRules rules = accepted.rules();
        try {
            TrialRun.of(rules);
            return accepted;
        } catch (RuntimeException | StackOverflowError | LinkageError fault) {
            return refuse("trial_failed", "The rules compile but cannot be evaluated", fault);
        }
    }

    private static Compilation refuse(String code, String message, Throwable fault) {
        // No constant: a command that meets no fault need not start logging.
        Logger.getLogger(TrialCompiler.class).error(message, LogText.of(fault));
        return new Compilation.Refused(List.of(new Problem(
                code,
                Problem.Severity.ERROR,
                message,
                1,
                1,
                "",
                "This is a fault of Riskgate: please report it with the text.",
                null)));
    }
}
