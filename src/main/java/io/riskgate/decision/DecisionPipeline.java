package io.riskgate.decision;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.riskgate.journal.Journal;
import io.riskgate.limits.Claim;
import io.riskgate.limits.Exposure;
import io.riskgate.limits.SharedLedger;
import io.riskgate.limits.SharedLedger.Told;
import io.riskgate.merchant.MerchantSettings;
import io.riskgate.merchant.Merchants;
import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.model.Evidence;
import io.riskgate.model.Reservation;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.Ruleset;
import io.riskgate.shard.MerchantPlan;
import io.riskgate.shard.MerchantPlans;
import io.riskgate.shard.ShardState;
import io.riskgate.shard.ShardTask;
import io.riskgate.shard.Shards;
import io.riskgate.store.Idempotency;
import io.riskgate.telemetry.DecisionMetrics;
import io.riskgate.telemetry.RuleHits;
import io.riskgate.tracing.DecisionTrace;
import io.riskgate.tracing.Stage;
import io.riskgate.velocity.SharedVelocity;
import io.riskgate.velocity.SharedVelocity.Gathered;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The story of a decision, from top to bottom: admit, gather, evaluate, conclude, reply, record.
 *
 * <p>Every admitted checkout is answered once, in its budget, whatever its shard does: by the thread that has the shard, or with
 * the merchant's fallback verdict by the {@link DeadlineWatch}. The two ways part as follows.
 *
 * <ul>
 *   <li><b>Turned away</b>, because the shard's queue or the merchant's share of it is full: answered at once, never
 *       counted into the windows, journalled as not counted. That is the answer for good: a retry gets it again.
 *   <li><b>Late</b>, because its budget was spent in the queue or at work: answered by the watch, and still counted
 *       and journalled by the shard when it gets to it, so that nothing is lost from the windows.
 * </ul>
 *
 * <p>The thread that counted a checkout journals it, before the next one has the shard. So the journal has a merchant's counted checkouts
 * in the order in which the windows saw them, which is what replaying it relies on. The price is that a crash loses the
 * entries of late decisions that their shard had not reached.
 *
 * <p>Where nodes share windows ({@link SharedVelocity}), they are asked before the checkout goes to its shard, which
 * counts it into this node's own windows all the same: those are what is read when the shared ones do not answer.
 *
 * <p>A checkout under limits reserves its amount where it fits, unless it is declined. Alone, a node looks before the rules run
 * and reserves when the verdict is there; nothing comes between, since the thread has the shard. A ledger that nodes share
 * ({@link SharedLedger}) reserves when it is asked, before the verdict, and a decision that does not hold it takes it back.
 *
 * <p>Where versions of rules are tried ({@link TrialRound}), what decides is chosen by the checkout, and the others are evaluated
 * behind the reply, before the next checkout has the shard.
 *
 * <p>A decision that is traced says at each turn which {@link Stage} it enters ({@link TracedDecision}).
 */
@Startup
@Singleton
public final class DecisionPipeline {

    private static final Logger LOG = Logger.getLogger(DecisionPipeline.class);

    /** How long the end of the process waits for a shard that hangs. */
    static final Duration STOP_MAX = Duration.ofSeconds(5);

    private final Shards shards;
    private final MerchantPlans plans;
    private final SharedVelocity shared;
    private final SharedLedger sharedLedger;
    private final Merchants merchants;
    private final Idempotency idempotency;
    private final Replies replies;
    private final DecisionMetrics metrics;
    private final RuleHits ruleHits;
    private final Clock clock;
    private final NanoClock nanoClock;
    private final long budgetNanos;
    private final DeadlineWatch watch;

    /** @throws IllegalArgumentException if {@code riskgate.budget} is out of its range */
    DecisionPipeline(
            DecisionConfig config,
            Shards shards,
            MerchantPlans plans,
            SharedVelocity shared,
            SharedLedger sharedLedger,
            Merchants merchants,
            Idempotency idempotency,
            Journal journal,
            DecisionMetrics metrics,
            RuleHits ruleHits,
            Clock clock,
            NanoClock nanoClock) {
        this.shards = shards;
        this.plans = plans;
        this.shared = shared;
        this.sharedLedger = sharedLedger;
        this.merchants = merchants;
        this.idempotency = idempotency;
        replies = new Replies(journal, shared, sharedLedger, metrics, clock, nanoClock);
        this.metrics = metrics;
        metrics.expect(Degraded.ALL);
        this.ruleHits = ruleHits;
        this.clock = clock;
        this.nanoClock = nanoClock;
        budgetNanos = Deadline.checkedBudgetNanos(config.budget());
        watch = new DeadlineWatch(shards, nanoClock, replies::answerLate);
        watch.start();
    }

    /**
     * Decides a checkout, or finds what was decided for the same merchant and id before. Never blocks. Begins at once,
     * whether or not the answer is subscribed to, and goes on if the subscriber leaves. The answer never fails; it may
     * come on another thread.
     */
    public Uni<Answer> decide(Checkout checkout) {
        return decide(checkout, null);
    }

    /**
     * The same.
     *
     * @param trace of the decision, which this ends; {@code null} if it is not traced
     */
    public Uni<Answer> decide(Checkout checkout, @Nullable DecisionTrace trace) {
        PendingDecision pending = pending(checkout, trace);
        pending.enter(Stage.CLAIM, nanoClock);
        MerchantPlan plan = pending.plan();
        List<Claim> claims = pending.claims();
        CompletableFuture<Decision> earlier = idempotency.claim(plan.merchantId(), checkout.id(), pending.reply());
        if (earlier != null) {
            metrics.replayed();
            pending.repeats(earlier, nanoClock);
            return Uni.createFrom().completionStage(earlier.thenApply(decision -> new Answer(decision, true)));
        }
        boolean windows = shared.concerns(plan.features());
        if (sharedLedger.isPresent() && !claims.isEmpty()) {
            askBoth(pending, windows);
        } else if (windows) {
            pending.enter(Stage.REDIS, nanoClock);
            shared.gather(checkout, plan.features()).thenAccept(given -> decideWith(pending, given));
        } else {
            enqueue(pending);
        }
        return answer(pending);
    }

    private PendingDecision pending(Checkout checkout, @Nullable DecisionTrace trace) {
        MerchantPlan plan = plans.of(checkout.merchantId());
        MerchantSettings settings = merchants.settings(checkout.merchantId());
        List<Claim> claims = Claim.of(checkout, plan.limits());
        long claimedAtMillis = claims.isEmpty() ? 0 : clock.millis();
        Deadline deadline = new Deadline(nanoClock.nanos(), budgetNanos);
        return trace == null
                ? new PendingDecision(checkout, settings, plan, claims, claimedAtMillis, deadline, this::decideOnShard)
                : new TracedDecision(
                        trace,
                        shards.of(plan.merchantId()).index(),
                        checkout,
                        settings,
                        plan,
                        claims,
                        claimedAtMillis,
                        deadline,
                        this::decideOnShard);
    }

    /** Both are under way at once, so this is one round trip. */
    private void askBoth(PendingDecision pending, boolean windows) {
        pending.enter(Stage.REDIS, nanoClock);
        Checkout checkout = pending.checkout();
        CompletionStage<Told> telling = sharedLedger.reserve(checkout, pending.claims(), pending.claimedAtMillis());
        if (windows) {
            shared.gather(checkout, pending.plan().features()).thenAcceptBoth(telling, (given, told) -> {
                pending.told(told);
                decideWith(pending, given);
            });
        } else {
            telling.thenAccept(told -> {
                pending.told(told);
                enqueue(pending);
            });
        }
    }

    /** With what the shared windows gave, or without it; on whichever thread that came. */
    private void decideWith(PendingDecision pending, Gathered given) {
        if (given instanceof Gathered.Answered(Decision earlier)) {
            replies.repeat(pending, earlier);
            return;
        }
        pending.gathered(given);
        enqueue(pending);
    }

    private void enqueue(PendingDecision pending) {
        pending.enter(Stage.QUEUE, nanoClock);
        // Before it may run on this very thread.
        watch.wake();
        if (!shards.of(pending.merchantId()).offer(pending)) {
            replies.fallBack(pending, Degraded.OVERLOAD);
        }
    }

    private static Uni<Answer> answer(PendingDecision pending) {
        return Uni.createFrom()
                .completionStage(pending.reply().thenApply(decision -> new Answer(decision, pending.replayed())));
    }

    /** On the thread that has the shard, and that the checkout has for itself from here on. */
    private void decideOnShard(PendingDecision pending, ShardState shard) {
        try {
            pending.enter(Stage.GATHER, nanoClock);
            MerchantPlan plan = pending.plan();
            Number[] own = shard.gather(pending.checkout(), plan.features());
            Number[] features = pending.shared() instanceof Gathered.Counted(List<Number> values)
                    ? values.toArray(Number[]::new)
                    : own;
            pending.markCounted();
            if (pending.answered() || pending.deadline().isDue(nanoClock.nanos())) {
                replies.fallBack(pending, Degraded.OVERLOAD);
                return;
            }
            boolean degraded = pending.shared() instanceof Gathered.Missing;
            List<Exposure> exposures = exposures(pending, shard);
            List<MerchantPlan.Step> steps = plan.steps(pending.checkout());
            TrialRound trials = plan.tried().isEmpty()
                    ? null
                    : new TrialRound(pending, steps, features, degraded, exposures, shard, nanoClock);
            List<Evaluated> evaluated = evaluate(pending, steps, trials, features, degraded, exposures, shard);
            pending.enter(Stage.CONCLUDE, nanoClock);
            Decision decision = conclude(pending, steps, evaluated, exposures);
            reserve(pending, decision, exposures, shard);
            if (!replies.reply(pending, decision, Evaluated.rules(evaluated), pending.evidence())
                    && decision.reservation() != null) {
                shard.ledger().undo(pending.merchantId(), decision.id());
            }
            evaluated.forEach(e -> ruleHits.evaluated(e.ruleset().scope(), e.firings()));
            if (trials != null) {
                trials.compare();
            }
        } catch (Throwable e) {
            replies.fallBack(pending, pending.counted() ? Degraded.RULES : Degraded.VELOCITY);
            throw e;
        }
    }

    /** What counts against the limits that the checkout is under: as the shared ledger says, or this node's own. */
    private static List<Exposure> exposures(PendingDecision pending, ShardState shard) {
        if (pending.claims().isEmpty()) {
            return List.of();
        }
        if (pending.told() instanceof Told.Exposures told) {
            return told.exposures();
        }
        boolean alone = pending.told() != null;
        return shard.ledger().exposures(pending.merchantId(), pending.claims(), alone, pending.claimedAtMillis());
    }

    /** In this node's own ledger, also what the shared one holds: that is what this node goes by when it is cut off. */
    private static void reserve(
            PendingDecision pending, Decision decision, List<Exposure> exposures, ShardState shard) {
        if (decision.reservation() != null) {
            shard.ledger()
                    .reserve(
                            pending.merchantId(),
                            decision.id(),
                            Exposure.held(exposures, pending.units()),
                            pending.units(),
                            decision.reservation().expiresAt().toEpochMilli(),
                            pending.claimedAtMillis());
        }
    }

    /** What each ruleset said, the platform's first; a ruleset that threw is not among them. */
    private List<Evaluated> evaluate(
            PendingDecision pending,
            List<MerchantPlan.Step> steps,
            @Nullable TrialRound trials,
            Number[] features,
            boolean degraded,
            List<Exposure> exposures,
            ShardState shard) {
        List<Evaluated> evaluated = new ArrayList<>(2);
        List<Evidence.OfRuleset> seen = new ArrayList<>(2);
        for (MerchantPlan.Step step : steps) {
            boolean isPlatforms = step.ruleset().scope().equals(Ruleset.PLATFORM);
            pending.enter(isPlatforms ? Stage.EVALUATE_PLATFORM : Stage.EVALUATE_MERCHANT, nanoClock);
            Evaluation evaluation = new Evaluation(
                    pending.checkout(), features, step.featuresOffset(), step.lists(), step.available(exposures));
            if (degraded) {
                evaluation.markDegraded();
            }
            if (trials == null ? shard.evaluate(step.ruleset(), evaluation) : trials.evaluate(step, evaluation)) {
                evaluated.add(Evaluated.of(step, evaluation));
                seen.add(new Evidence.OfRuleset(step.ruleset().hash(), step.featuresIn(features), evaluation.hits()));
            }
        }
        MerchantSettings settings = pending.settings();
        pending.restsOn(new Evidence(
                seen, settings.reviewAt(), settings.declineAt(), settings.fallback(), Exposure.evidence(exposures)));
        return evaluated;
    }

    /** @param steps what decides: those of the plan, unless a canary is among them */
    private Decision conclude(
            PendingDecision pending,
            List<MerchantPlan.Step> steps,
            List<Evaluated> evaluated,
            List<Exposure> exposures) {
        Conclusion conclusion = Conclusion.of(evaluated, pending.settings());
        if (!exposures.isEmpty()) {
            conclusion = conclusion.within(exposures, pending.units());
        }
        List<String> degraded = new ArrayList<>(0);
        if (pending.shared() instanceof Gathered.Missing) {
            degraded.add(Degraded.VELOCITY_LOCAL);
        }
        if (pending.told() instanceof Told.Missing) {
            degraded.add(Degraded.LIMITS_LOCAL);
        }
        if (plans.hasStaleLists(steps)) {
            degraded.add(Degraded.LISTS_STALE);
        }
        if (evaluated.size() < steps.size()) {
            degraded.add(Degraded.RULES);
            conclusion = conclusion.atLeast(pending.settings().fallback());
        }
        for (Evaluated ruleset : evaluated) {
            if (ruleset.truncated()) {
                degraded.add(Degraded.FIRINGS);
                break;
            }
        }
        return new Decision(
                pending.checkout().id(),
                pending.merchantId(),
                conclusion.verdict(),
                conclusion.score(),
                conclusion.reasons(),
                conclusion.tags(),
                isAllOf(pending.plan(), steps, evaluated) ? pending.plan().rulesets() : Evaluated.names(evaluated),
                degraded,
                pending.deadline().elapsedMicros(nanoClock.nanos()),
                conclusion.verdict() == Verdict.DECLINE ? null : reservation(pending, exposures));
    }

    /** Whether each of the plan's rulesets was evaluated, and nothing in the place of one. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isAllOf(MerchantPlan plan, List<MerchantPlan.Step> steps, List<Evaluated> evaluated) {
        return steps == plan.steps() && evaluated.size() == steps.size();
    }

    private static @Nullable Reservation reservation(PendingDecision pending, List<Exposure> exposures) {
        List<Claim> held = exposures.isEmpty() ? List.of() : Exposure.held(exposures, pending.units());
        return held.isEmpty()
                ? null
                : new Reservation(
                        Instant.ofEpochMilli(pending.claimedAtMillis() + Exposure.holdMillis(held)),
                        held.stream().map(Claim::held).toList());
    }

    void stop(@Observes ShutdownEvent end) throws InterruptedException {
        stop(STOP_MAX);
    }

    /**
     * Answers and records what was accepted. What a shard that hangs did not get to is answered and recorded in its
     * place. A checkout that comes later gets the fallback verdict, as when there is no room.
     */
    void stop(Duration timeout) throws InterruptedException {
        List<ShardTask> left = shards.stop(timeout);
        watch.close();
        for (ShardTask task : left) {
            if (task instanceof PendingDecision pending) {
                replies.fallBack(pending, Degraded.OVERLOAD);
            }
        }
        if (!left.isEmpty()) {
            LOG.warnf("%d decisions were left by shards that hang", left.size());
        }
    }
}
