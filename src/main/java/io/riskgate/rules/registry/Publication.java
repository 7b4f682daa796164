package io.riskgate.rules.registry;

import io.riskgate.rules.Problem;
import io.riskgate.rules.Ruleset;
import io.riskgate.store.RulesetVersion;
import java.util.List;

/** What became of a text that was to be published, or of a version whose mode was to change. */
public sealed interface Publication {

    /**
     * It has the mode from now on.
     *
     * @param compileMicros what checking, compiling and the trial run took
     */
    record Published(
            RulesetVersion version,
            RulesetVersion.Mode mode,
            Ruleset ruleset,
            List<Problem> warnings,
            long compileMicros)
            implements Publication {}

    /** It is no longer used from now on. */
    record Retired(int version) implements Publication {}

    /** The text was refused, and what served before still does. */
    record Refused(List<Problem> problems) implements Publication {}

    /** There is no such scope or version. */
    record Unknown(String what) implements Publication {}

    /** The mode cannot be had, and nothing was changed. */
    record Impossible(String message) implements Publication {}

    /** Too many publications wait. */
    record Busy() implements Publication {}
}
