package io.riskgate.rules.registry;

import io.riskgate.rules.Problem;
import io.riskgate.rules.Ruleset;
import io.riskgate.store.RulesetVersion;
import java.util.List;

/** What became of a text, or of a version, that was to become active. */
public sealed interface Publication {

    /**
     * It serves from now on.
     *
     * @param compileMicros what checking, compiling and the trial run took
     */
    record Published(RulesetVersion version, Ruleset ruleset, List<Problem> warnings, long compileMicros)
            implements Publication {}

    /** It was refused, and what served before still does. */
    record Refused(List<Problem> problems) implements Publication {}

    /** There is no such scope or version. */
    record Unknown(String what) implements Publication {}

    /** Too many publications wait. */
    record Busy() implements Publication {}
}
