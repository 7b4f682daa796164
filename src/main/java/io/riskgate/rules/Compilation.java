package io.riskgate.rules;

import java.util.List;

/** What became of a ruleset's text. */
public sealed interface Compilation {

    /** Warnings only; the rules can be used. */
    record Accepted(CompiledRules rules, List<Problem> warnings) implements Compilation {}

    /** Every problem that was found, errors and warnings, in the order of the text. */
    record Refused(List<Problem> problems) implements Compilation {}
}
