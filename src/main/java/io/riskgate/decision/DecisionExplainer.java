package io.riskgate.decision;

import io.riskgate.decision.Explanation.RulesetExplanation;
import io.riskgate.merchant.Merchants;
import io.riskgate.model.Checkout;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.RuleSession;
import io.riskgate.shard.MerchantPlan;
import io.riskgate.shard.ShardState;
import io.riskgate.shard.Shards;
import io.riskgate.store.Idempotency;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.SharedVelocity;
import io.riskgate.velocity.SharedVelocity.Gathered;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Says what would be decided of a checkout now, and why; counts nothing and journals nothing. Only the windows are read on
 * the shard's thread; the rules are evaluated and explained on the caller's, so that no decision waits for it.
 * Thread-safe.
 */
@Singleton
public final class DecisionExplainer {

    static final Duration WAIT_MAX = Duration.ofSeconds(1);

    private final Shards shards;
    private final SharedVelocity shared;
    private final Merchants merchants;
    private final Idempotency idempotency;

    DecisionExplainer(Shards shards, SharedVelocity shared, Merchants merchants, Idempotency idempotency) {
        this.shards = shards;
        this.shared = shared;
        this.merchants = merchants;
        this.idempotency = idempotency;
    }

    /** What a shard's thread reads for an explanation. */
    private record Seen(MerchantPlan plan, List<Number> features) {}

    /**
     * Blocks, up to {@link #WAIT_MAX} for the shard's thread and then for some milliseconds of computing.
     *
     * @return empty if the shard did not come to it in time
     */
    public Optional<Explanation> explain(Checkout checkout) throws InterruptedException {
        boolean counted = idempotency.find(checkout.merchantId(), checkout.id()) != null;
        CompletableFuture<Seen> reading = new CompletableFuture<>();
        boolean taken = shards.of(checkout.merchantId())
                .execute(shard -> reading.completeAsync(() -> read(checkout, shard, counted), Runnable::run));
        if (!taken) {
            return Optional.empty();
        }
        try {
            Seen seen = reading.get(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(explain(checkout, counted, shared(checkout, seen)));
        } catch (TimeoutException hanging) {
            return Optional.empty();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the windows could not be read", failed.getCause());
        }
    }

    private static Seen read(Checkout checkout, ShardState shard, boolean counted) {
        MerchantPlan plan = shard.plan(checkout.merchantId());
        return new Seen(plan, List.of(shard.peek(checkout, plan.features(), counted)));
    }

    /** The same with what the nodes share, where they share anything and it answers. */
    private Seen shared(Checkout checkout, Seen own) throws InterruptedException, ExecutionException {
        List<Feature> features = own.plan().features();
        return shared.concerns(features)
                        && shared.peek(checkout, features).toCompletableFuture().get()
                                instanceof Gathered.Counted(List<Number> values)
                ? new Seen(own.plan(), values)
                : own;
    }

    private Explanation explain(Checkout checkout, boolean counted, Seen seen) {
        Number[] features = seen.features().toArray(Number[]::new);
        List<Evaluated> evaluated = new ArrayList<>();
        List<RulesetExplanation> rulesets = new ArrayList<>();
        for (MerchantPlan.Step step : seen.plan().steps()) {
            Evaluation evaluation = new Evaluation(checkout, features, step.featuresOffset(), step.lists());
            try (RuleSession session = step.ruleset().compiled().newSession()) {
                session.evaluate(evaluation);
            }
            evaluated.add(new Evaluated(step.ruleset(), evaluation.firings(), evaluation.truncated(), false));
            rulesets.add(new RulesetExplanation(
                    step.ruleset().name(), step.ruleset().compiled().explain(evaluation)));
        }
        Conclusion conclusion = Conclusion.of(evaluated, merchants.settings(checkout.merchantId()));
        return new Explanation(
                checkout.id(),
                checkout.merchantId(),
                conclusion.verdict(),
                conclusion.score(),
                conclusion.reasons(),
                conclusion.tags(),
                counted,
                byName(seen),
                rulesets);
    }

    private static Map<String, Number> byName(Seen seen) {
        Map<String, Number> values = new LinkedHashMap<>();
        List<Feature> features = seen.plan().features();
        for (int i = 0; i < features.size(); i++) {
            values.put(features.get(i).text(), seen.features().get(i));
        }
        return values;
    }
}
