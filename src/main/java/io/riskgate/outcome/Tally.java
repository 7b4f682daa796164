package io.riskgate.outcome;

import io.riskgate.model.OutcomeKind;
import org.jspecify.annotations.Nullable;

/**
 * How many checkouts.
 *
 * @param decisions all that were decided
 * @param fraud those of them that are known to be fraud, chargebacks among them
 * @param legitimate those of them that are known to be legitimate
 */
public record Tally(long decisions, long fraud, long legitimate) {

    static final Tally NONE = new Tally(0, 0, 0);

    /** A decision of which nothing is known yet. */
    static final Tally DECIDED = new Tally(1, 0, 0);

    private static final Tally FRAUD = new Tally(0, 1, 0);
    private static final Tally LEGITIMATE = new Tally(0, 0, 1);

    /** What an outcome changes. */
    static Tally of(OutcomeKind kind, @Nullable OutcomeKind replaces) {
        return replaces == null ? known(kind) : known(kind).minus(known(replaces));
    }

    private static Tally known(OutcomeKind kind) {
        return kind.isFraud() ? FRAUD : LEGITIMATE;
    }

    Tally plus(Tally other) {
        return new Tally(decisions + other.decisions, fraud + other.fraud, legitimate + other.legitimate);
    }

    private Tally minus(Tally other) {
        return new Tally(decisions - other.decisions, fraud - other.fraud, legitimate - other.legitimate);
    }

    /** Which part of those of which something is known is fraud; {@code null} if nothing is known of any. */
    public @Nullable Double precision() {
        return ratio(fraud, fraud + legitimate);
    }

    /**
     * Which part of all known fraud these are; {@code null} if there is none.
     *
     * @param allFraud these among them
     */
    public @Nullable Double recall(long allFraud) {
        return ratio(fraud, allFraud);
    }

    private static @Nullable Double ratio(long part, long whole) {
        return whole == 0 ? null : Double.valueOf((double) part / whole);
    }
}
