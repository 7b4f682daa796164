package io.riskgate.limits;

import io.riskgate.limits.Settling.State;
import io.riskgate.model.Checkout;
import io.riskgate.model.Reservation;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that several nodes share, so that together they never reserve more than a limit. Where a node is alone there is
 * none, and its own ({@link LocalLedger}) is all there is. Thread-safe; never blocks.
 *
 * <p>A checkout has one reservation, by its id, however often and on however many nodes it is reserved or restored.
 */
public interface SharedLedger {

    /** What a node gets for a checkout. */
    sealed interface Told {

        /**
         * What counted before this checkout; its amount is reserved under those that it {@link Exposure#held fits in}.
         *
         * @param fresh whether it was reserved by this call, so that a decision which is not to hold it takes it back
         */
        record Exposures(List<Exposure> exposures, boolean fresh) implements Told {}

        /** The ledger did not answer in time. Whether anything is reserved is not known. */
        record Missing() implements Told {}
    }

    /** Whether there is one. */
    boolean isPresent();

    /**
     * Reads what counts and reserves the amount where it fits, before the verdict is known. Completes within its share of the
     * budget, and never fails.
     */
    CompletionStage<Told> reserve(Checkout checkout, List<Claim> claims, long nowMillis);

    /** Reads what {@link #reserve} would, and reserves nothing. Completes within a second, and never fails. */
    CompletionStage<Told> peek(Checkout checkout, List<Claim> claims, long nowMillis);

    /** Takes back what was reserved for a decision that does not hold it. */
    void undo(String merchantId, String checkoutId);

    /**
     * Settles a reservation, unless it has ended. Completes within two seconds, and never fails.
     *
     * @param wanted CONFIRMED or RELEASED
     */
    CompletionStage<Settling> settle(String merchantId, String checkoutId, State wanted, long nowMillis);

    /**
     * Has the ledger hold what a decision of the journal holds, also where that is more than the limit, since it was given out.
     * A second time changes nothing.
     *
     * @param claims what it is reserved under; empty if the decision holds nothing, whatever the ledger has
     * @param reservation of the decision, {@code null} if it holds nothing
     * @return fails if that is not certain
     */
    CompletionStage<Void> restore(
            Checkout checkout, List<Claim> claims, @Nullable Reservation reservation, long nowMillis);

    /** Has the ledger know a settlement of the journal, also before it knows the reservation. */
    CompletionStage<Void> restore(
            String merchantId, String checkoutId, State settled, long settledAtMillis, long nowMillis);
}
