package io.riskgate.decision;

import java.util.List;

/** What a decision's {@code degraded} may name. */
final class Degraded {

    /** There was no time or no room: the merchant's fallback verdict. */
    static final String OVERLOAD = "overload";

    /** A ruleset threw: what the other one said, but at least the merchant's fallback verdict. */
    static final String RULES = "rules";

    /** The windows threw: the merchant's fallback verdict, and the checkout is not counted. */
    static final String VELOCITY = "velocity";

    /** The shared windows did not answer in time, or may lack checkouts: this node's own windows were read. */
    static final String VELOCITY_LOCAL = "velocity:local";

    /** The shared ledger did not answer in time: this node reserved by itself, and only a share of the limits. */
    static final String LIMITS_LOCAL = "limits:local";

    /** How the two end in a decision's JSON, and nothing else but text of a shop's own. */
    static final String LOCAL_IN_JSON = ":local\"";

    /** A ruleset looks into lists that other nodes share, and their changes cannot be seen now. */
    static final String LISTS_STALE = "lists:stale";

    /** More rules fired than one decision may have firings; those beyond were left out. */
    static final String FIRINGS = "firings";

    /** The journal did not take the decision. */
    static final String JOURNAL = "journal";

    /** All that a decision's {@code degraded} may name. */
    static final List<String> ALL =
            List.of(OVERLOAD, RULES, VELOCITY, VELOCITY_LOCAL, LIMITS_LOCAL, LISTS_STALE, FIRINGS, JOURNAL);

    private Degraded() {}
}
