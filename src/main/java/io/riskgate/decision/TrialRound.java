package io.riskgate.decision;

import io.riskgate.limits.Exposure;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Evaluation;
import io.riskgate.shard.MerchantPlan;
import io.riskgate.shard.MerchantPlan.Candidate;
import io.riskgate.shard.MerchantPlan.Step;
import io.riskgate.shard.MerchantPlan.Tried;
import io.riskgate.shard.ShardState;
import io.riskgate.trial.Comparison;
import io.riskgate.trial.Comparison.Side;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One checkout of a merchant for whom versions of rules are tried: remembers what came of those that decide it, and evaluates the rest
 * once the reply is sent, on the same facts. At most six rulesets of each scope, each once. Belongs to the thread that has the shard;
 * never waits.
 *
 * <p>A version that is tried is compared with the active one by the whole conclusion: with what decided in the other scope, the
 * limits and the thresholds, whichever of the two decided in its own.
 */
final class TrialRound {

    private final PendingDecision pending;
    private final MerchantPlan plan;
    private final List<Step> deciding;
    private final Number[] features;
    private final boolean degraded;
    private final List<Exposure> exposures;
    private final ShardState shard;
    private final NanoClock nanoClock;
    private final IdentityHashMap<Step, Outcome> outcomes = new IdentityHashMap<>();

    /** @param evaluated {@code null} if the rules threw */
    private record Outcome(@Nullable Evaluated evaluated, long nanos) {}

    /**
     * @param deciding what decides the checkout, of the plan's
     * @param features values of the plan's
     * @param degraded whether they are from this node's own windows in place of shared ones
     */
    TrialRound(
            PendingDecision pending,
            List<Step> deciding,
            Number[] features,
            boolean degraded,
            List<Exposure> exposures,
            ShardState shard,
            NanoClock nanoClock) {
        this.pending = pending;
        this.plan = pending.plan();
        this.deciding = deciding;
        this.features = features;
        this.degraded = degraded;
        this.exposures = exposures;
        this.shard = shard;
        this.nanoClock = nanoClock;
    }

    /**
     * Runs a step's rules, and remembers what came of it.
     *
     * @return {@code false} if they threw, and what is in the evaluation means nothing
     */
    boolean evaluate(Step step, Evaluation evaluation) {
        long beganNanos = nanoClock.nanos();
        boolean sound = has(plan.steps(), step)
                ? shard.evaluate(step.ruleset(), evaluation)
                : shard.evaluateOnce(step.ruleset(), evaluation);
        outcomes.put(
                step,
                new Outcome(
                        sound ? Evaluated.of(step, evaluation) : null, Math.max(0, nanoClock.nanos() - beganNanos)));
        return sound;
    }

    /** Evaluates the rest, and counts how the verdicts compare. */
    void compare() {
        for (Tried scope : plan.tried()) {
            Side active = side(scope, scope.active());
            for (Candidate candidate : scope.candidates()) {
                candidate
                        .trial()
                        .count(
                                shard,
                                new Comparison(
                                        pending.checkout(),
                                        active,
                                        side(scope, candidate.step()),
                                        has(deciding, candidate.step())));
            }
        }
    }

    private Side side(Tried scope, @Nullable Step step) {
        List<Step> steps = MerchantPlan.with(deciding, scope.scope(), step);
        List<Evaluated> evaluated = evaluated(steps);
        Conclusion conclusion = Conclusion.of(evaluated, pending.settings()).within(exposures, pending.units());
        Verdict verdict = (evaluated.size() < steps.size()
                        ? conclusion.atLeast(pending.settings().fallback())
                        : conclusion)
                .verdict();
        if (step == null) {
            return new Side(verdict, conclusion.reasons(), false, Comparison.NOT_EVALUATED);
        }
        Outcome own = outcome(step);
        return new Side(verdict, conclusion.reasons(), own.evaluated() == null, own.nanos());
    }

    private List<Evaluated> evaluated(List<Step> steps) {
        List<Evaluated> evaluated = new ArrayList<>(2);
        for (Step step : steps) {
            Evaluated one = outcome(step).evaluated();
            if (one != null) {
                evaluated.add(one);
            }
        }
        return evaluated;
    }

    /** By reference, as each step of a plan is another one. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean has(List<Step> steps, Step step) {
        for (Step each : steps) {
            if (each == step) {
                return true;
            }
        }
        return false;
    }

    private Outcome outcome(Step step) {
        Outcome known = outcomes.get(step);
        if (known != null) {
            return known;
        }
        Evaluation evaluation = new Evaluation(
                pending.checkout(), features, step.featuresOffset(), step.lists(), step.available(exposures));
        if (degraded) {
            evaluation.markDegraded();
        }
        evaluate(step, evaluation);
        return Objects.requireNonNull(outcomes.get(step));
    }
}
