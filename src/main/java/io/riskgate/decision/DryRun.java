package io.riskgate.decision;

import io.riskgate.journal.JournalEntry;
import io.riskgate.limits.Claim;
import io.riskgate.limits.Exposure;
import io.riskgate.merchant.MerchantSettings;
import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.model.Reason;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Evaluation;
import io.riskgate.shard.MerchantPlan;
import io.riskgate.shard.ShardState;
import io.riskgate.velocity.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Decides as {@link DecisionPipeline} does, alone and with time enough, on state that no shard has: nothing is answered or recorded.
 * For the thread that has the state; never blocks.
 */
public final class DryRun {

    private static final Set<String> WITHOUT_RULES = Set.of(Degraded.OVERLOAD, Degraded.RULES, Degraded.VELOCITY);

    private final ShardState state;

    public DryRun(ShardState state) {
        this.state = state;
    }

    /**
     * What would be answered.
     *
     * @param failed whether a ruleset threw, so that the verdict is no better than the merchant's fallback
     */
    public record Judgement(Verdict verdict, List<Reason> reasons, boolean failed) {}

    /** Whether a decision is what the rules said of its checkout, whatever else it was made without. */
    public static boolean isByRules(Decision decision) {
        return decision.degraded().stream().noneMatch(WITHOUT_RULES::contains);
    }

    /**
     * Decides a checkout that the windows have counted, and reserves its amount under limits.
     *
     * @param features the values of the plan's features
     * @param nowMillis the clock by which reservations count
     */
    public Judgement decide(
            Checkout checkout, MerchantPlan plan, Number[] features, MerchantSettings settings, long nowMillis) {
        List<Claim> claims = Claim.of(checkout, plan.limits());
        List<Exposure> exposures =
                claims.isEmpty() ? List.of() : state.ledger().exposures(plan.merchantId(), claims, false, nowMillis);
        List<Evaluated> evaluated = evaluate(checkout, plan, features, exposures);
        long units = Units.of(checkout.amount());
        Conclusion conclusion = Conclusion.of(evaluated, settings).within(exposures, units);
        boolean failed = evaluated.size() < plan.steps().size();
        Verdict verdict = (failed ? conclusion.atLeast(settings.fallback()) : conclusion).verdict();
        if (verdict != Verdict.DECLINE && !exposures.isEmpty()) {
            List<Claim> held = Exposure.held(exposures, units);
            state.ledger()
                    .reserve(
                            plan.merchantId(),
                            checkout.id(),
                            held,
                            units,
                            nowMillis + Exposure.holdMillis(held),
                            nowMillis);
        }
        return new Judgement(verdict, conclusion.reasons(), failed);
    }

    private List<Evaluated> evaluate(
            Checkout checkout, MerchantPlan plan, Number[] features, List<Exposure> exposures) {
        List<Evaluated> evaluated = new ArrayList<>(2);
        for (MerchantPlan.Step step : plan.steps()) {
            Evaluation evaluation =
                    new Evaluation(checkout, features, step.featuresOffset(), step.lists(), step.available(exposures));
            if (state.evaluate(step.ruleset(), evaluation)) {
                evaluated.add(Evaluated.of(step, evaluation));
            }
        }
        return evaluated;
    }

    /** Reserves what a decision of the journal reserved, instead of deciding it. */
    public void restore(JournalEntry entry) {
        Recovery.reserve(entry, state);
    }
}
