package io.riskgate.limits;

import io.riskgate.limits.Settling.State;
import io.riskgate.model.Checkout;
import io.riskgate.model.Reservation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Of a node that is alone. */
public final class NoSharedLedger implements SharedLedger {

    @Override
    public boolean isPresent() {
        return false;
    }

    @Override
    public CompletionStage<Told> reserve(Checkout checkout, List<Claim> claims, long nowMillis) {
        return CompletableFuture.completedStage(new Told.Missing());
    }

    @Override
    public CompletionStage<Told> peek(Checkout checkout, List<Claim> claims, long nowMillis) {
        return CompletableFuture.completedStage(new Told.Missing());
    }

    @Override
    public void undo(String merchantId, String checkoutId) {}

    @Override
    public CompletionStage<Settling> settle(String merchantId, String checkoutId, State wanted, long nowMillis) {
        return CompletableFuture.completedStage(new Settling.Unavailable("no ledger is shared"));
    }

    @Override
    public CompletionStage<Void> restore(
            Checkout checkout, List<Claim> claims, @Nullable Reservation reservation, long nowMillis) {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> restore(
            String merchantId, String checkoutId, State settled, long settledAtMillis, long nowMillis) {
        return CompletableFuture.completedStage(null);
    }
}
