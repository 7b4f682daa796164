package io.riskgate.velocity;

import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Of a node that is alone. */
public final class NoSharedVelocity implements SharedVelocity {

    @Override
    public boolean isPresent() {
        return false;
    }

    @Override
    public boolean concerns(List<Feature> features) {
        return false;
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
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void warmUp(Duration timeMax) {}
}
