package io.riskgate.rules;

/** Turns the text of a ruleset into something that can be evaluated. Implementations are thread-safe. */
public interface RulesetCompiler {

    /**
     * Checks and compiles. Takes milliseconds of computing, so not for an event loop; never throws for what is in the
     * text, however hostile.
     *
     * @param text DRL, as {@code src/docs/rules.md} describes it
     */
    Compilation compile(String text);
}
