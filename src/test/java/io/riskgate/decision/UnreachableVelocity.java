package io.riskgate.decision;

import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.SharedVelocity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Shared windows that every tenth decision asks for, in vain. For one thread. */
final class UnreachableVelocity implements SharedVelocity {

    private int asked;

    @Override
    public boolean isPresent() {
        return true;
    }

    @Override
    public boolean concerns(List<Feature> features) {
        return asked++ % 10 == 0;
    }

    @Override
    public CompletionStage<Gathered> gather(Checkout checkout, List<Feature> features) {
        return CompletableFuture.completedStage(new Gathered.Missing());
    }

    @Override
    public CompletionStage<Gathered> peek(Checkout checkout, List<Feature> features) {
        return CompletableFuture.completedStage(new Gathered.Missing());
    }

    @Override
    public void answered(Decision decision) {}

    @Override
    public Optional<Gap> takeGap() {
        return Optional.empty();
    }

    @Override
    public void caughtUp() {}

    @Override
    public void lack(Gap gap) {}

    @Override
    public CompletionStage<Void> restore(Checkout checkout, Decision decision, List<Feature> features) {
        return CompletableFuture.failedStage(new IllegalStateException("out of reach"));
    }

    @Override
    public void warmUp(Duration timeMax) {}
}
