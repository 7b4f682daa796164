package io.riskgate.decision;

import io.riskgate.limits.Claim;
import io.riskgate.merchant.MerchantSettings;
import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.shard.MerchantPlan;
import io.riskgate.shard.ShardState;
import io.riskgate.tracing.DecisionTrace;
import io.riskgate.tracing.Stage;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** One that is traced. A class of its own, so that all others have no field for it. */
final class TracedDecision extends PendingDecision {

    private final DecisionTrace trace;
    private final int shard;

    TracedDecision(
            DecisionTrace trace,
            int shard,
            Checkout checkout,
            MerchantSettings settings,
            MerchantPlan plan,
            List<Claim> claims,
            long claimedAtMillis,
            Deadline deadline,
            BiConsumer<PendingDecision, ShardState> work) {
        super(checkout, settings, plan, claims, claimedAtMillis, deadline, work);
        this.trace = trace;
        this.shard = shard;
    }

    @Override
    void enter(Stage stage, NanoClock clock) {
        trace.enter(stage, clock.nanos());
    }

    @Override
    void sent(Decision decision, NanoClock clock) {
        trace.end(checkout(), decision, replayed(), shard, clock.nanos());
    }

    @Override
    void repeats(CompletionStage<Decision> earlier, NanoClock clock) {
        markReplayed();
        enter(Stage.REPLY, clock);
        earlier.thenAccept(decision -> sent(decision, clock));
    }
}
