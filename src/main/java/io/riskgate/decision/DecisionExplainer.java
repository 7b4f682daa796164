package io.riskgate.decision;

import io.riskgate.decision.Explanation.RulesetExplanation;
import io.riskgate.limits.Claim;
import io.riskgate.limits.Exposure;
import io.riskgate.limits.Limit;
import io.riskgate.limits.SharedLedger;
import io.riskgate.limits.SharedLedger.Told;
import io.riskgate.merchant.Merchants;
import io.riskgate.model.Checkout;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.RuleSession;
import io.riskgate.rules.Ruleset;
import io.riskgate.shard.MerchantPlan;
import io.riskgate.shard.ShardState;
import io.riskgate.shard.Shards;
import io.riskgate.store.Idempotency;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.SharedVelocity;
import io.riskgate.velocity.SharedVelocity.Gathered;
import io.riskgate.velocity.Units;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final SharedLedger ledger;
    private final Merchants merchants;
    private final Idempotency idempotency;
    private final Clock clock;

    DecisionExplainer(
            Shards shards,
            SharedVelocity shared,
            SharedLedger ledger,
            Merchants merchants,
            Idempotency idempotency,
            Clock clock) {
        this.shards = shards;
        this.shared = shared;
        this.ledger = ledger;
        this.merchants = merchants;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /** What a shard's thread reads for an explanation. */
    private record Seen(MerchantPlan plan, List<Number> features, List<Exposure> exposures) {}

    /**
     * Blocks, up to {@link #WAIT_MAX} for the shard's thread and then for some milliseconds of computing.
     *
     * @param withPlatform whether to show the platform's rules, and what they alone look at; they are evaluated anyway, and what they
     *     decided stands in the reasons
     * @return empty if the shard did not come to it in time
     */
    public Optional<Explanation> explain(Checkout checkout, boolean withPlatform) throws InterruptedException {
        boolean counted = idempotency.find(checkout.merchantId(), checkout.id()) != null;
        CompletableFuture<Seen> reading = new CompletableFuture<>();
        boolean taken = shards.of(checkout.merchantId())
                .execute(shard -> reading.completeAsync(() -> read(checkout, shard, counted), Runnable::run));
        if (!taken) {
            return Optional.empty();
        }
        try {
            Seen seen = reading.get(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(explain(checkout, counted, shared(checkout, seen), withPlatform));
        } catch (TimeoutException hanging) {
            return Optional.empty();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the windows could not be read", failed.getCause());
        }
    }

    private Seen read(Checkout checkout, ShardState shard, boolean counted) {
        MerchantPlan plan = shard.plan(checkout.merchantId());
        List<Claim> claims = Claim.of(checkout, plan.limits());
        return new Seen(
                plan,
                List.of(shard.peek(checkout, plan.features(), counted)),
                claims.isEmpty()
                        ? List.of()
                        : shard.ledger().exposures(checkout.merchantId(), claims, false, clock.millis()));
    }

    /** The same with what the nodes share, where they share anything and it answers. */
    private Seen shared(Checkout checkout, Seen own) throws InterruptedException, ExecutionException {
        List<Feature> features = own.plan().features();
        List<Claim> claims = Claim.of(checkout, own.plan().limits());
        List<Number> windows = shared.concerns(features)
                        && shared.peek(checkout, features).toCompletableFuture().get()
                                instanceof Gathered.Counted(List<Number> values)
                ? values
                : own.features();
        List<Exposure> exposures = ledger.isPresent()
                        && !claims.isEmpty()
                        && ledger.peek(checkout, claims, clock.millis())
                                        .toCompletableFuture()
                                        .get()
                                instanceof Told.Exposures told
                ? told.exposures()
                : own.exposures();
        return new Seen(own.plan(), windows, exposures);
    }

    private Explanation explain(Checkout checkout, boolean counted, Seen seen, boolean withPlatform) {
        Number[] features = seen.features().toArray(Number[]::new);
        List<Evaluated> evaluated = new ArrayList<>();
        List<RulesetExplanation> rulesets = new ArrayList<>();
        List<MerchantPlan.Step> steps = seen.plan().steps(checkout);
        for (MerchantPlan.Step step : steps) {
            Evaluation evaluation = new Evaluation(
                    checkout, features, step.featuresOffset(), step.lists(), step.available(seen.exposures()));
            try (RuleSession session = step.ruleset().compiled().newSession()) {
                session.evaluate(evaluation);
            }
            evaluated.add(Evaluated.of(step, evaluation));
            if (isShown(step, withPlatform)) {
                rulesets.add(new RulesetExplanation(
                        step.ruleset().name(), step.ruleset().compiled().explain(evaluation)));
            }
        }
        Conclusion conclusion = Conclusion.of(evaluated, merchants.settings(checkout.merchantId()))
                .within(seen.exposures(), Units.of(checkout.amount()));
        return new Explanation(
                checkout.id(),
                checkout.merchantId(),
                conclusion.verdict(),
                conclusion.score(),
                conclusion.reasons(),
                conclusion.tags(),
                counted,
                byName(seen, steps, withPlatform),
                rulesets);
    }

    private static boolean isShown(MerchantPlan.Step step, boolean withPlatform) {
        return withPlatform || !step.ruleset().scope().equals(Ruleset.PLATFORM);
    }

    private static Map<String, Number> byName(Seen seen, List<MerchantPlan.Step> steps, boolean withPlatform) {
        Map<String, Number> values = new LinkedHashMap<>();
        Set<Limit> limits =
                new HashSet<>(withPlatform ? seen.plan().limits() : seen.plan().merchantLimits());
        for (MerchantPlan.Step step : steps) {
            if (isShown(step, withPlatform)) {
                List<Feature> own = step.ruleset().compiled().features();
                for (int i = 0; i < own.size(); i++) {
                    values.put(own.get(i).text(), seen.features().get(step.featuresOffset() + i));
                }
                for (Limit limit : step.limits()) {
                    if (limit != null) {
                        limits.add(limit);
                    }
                }
            }
        }
        for (Exposure exposure : seen.exposures()) {
            Limit limit = exposure.claim().limit();
            if (limits.contains(limit)) {
                values.put("limits.available(\"" + limit.name() + "\")", exposure.available());
            }
        }
        return values;
    }
}
