package io.riskgate.backtest;

import io.riskgate.backtest.Tally.Judged;
import io.riskgate.decision.DryRun;
import io.riskgate.decision.DryRun.Judgement;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.SettlementEntry;
import io.riskgate.limits.LedgerLimits;
import io.riskgate.limits.LocalLedger;
import io.riskgate.limits.Settling.State;
import io.riskgate.merchant.Merchants;
import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.shard.MerchantPlan;
import io.riskgate.shard.MerchantPlans;
import io.riskgate.shard.ShardState;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.LocalVelocity;
import io.riskgate.velocity.VelocityLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some of the merchants in a replay, as many as a live shard has, with windows and ledgers like one. What the journal's decisions were is taken
 * from it; of a file without verdicts the active rules are evaluated beside the candidate, over the same windows. For one thread.
 */
final class Partition {

    /** Beyond it, all is made again; that takes microseconds a merchant. */
    private static final int PLANS_MAX = 16_384;

    /** What is forgotten goes as a whole group, which leaves a little room. */
    private static final double FULL = 0.99;

    /** What one side of the comparison has for itself. */
    private record Side(ShardState state, DryRun dryRun) {

        static Side of(LocalVelocity velocity, LedgerLimits limits, MerchantPlans plans) {
            ShardState state = ShardState.ofReplay(velocity, new LocalLedger(limits), plans);
            return new Side(state, new DryRun(state));
        }
    }

    /** What a merchant's checkouts are counted into: the candidate's features, then the active rules'. */
    private record Features(MerchantPlan candidate, MerchantPlan active, List<Feature> all) {

        static Features of(MerchantPlan candidate, MerchantPlan active) {
            List<Feature> all = new ArrayList<>(candidate.features());
            all.addAll(active.features());
            return new Features(candidate, active, all);
        }

        // By reference: a plan that was made again may have other features.
        @SuppressWarnings("ReferenceEquality")
        boolean areOf(MerchantPlan candidateNow, MerchantPlan activeNow) {
            return candidate == candidateNow && active == activeNow;
        }
    }

    private final LocalVelocity velocity;
    private final VelocityLimits limits;
    private final Side candidate;
    private final @Nullable Side active;
    private final Period period;
    private final Sample sample;
    private final Merchants merchants;
    private final KnownFraud outcomes;
    private final Map<String, Features> features = new HashMap<>();
    private final Tally tally = new Tally();
    private boolean windowsFull;

    /** @param active the plans of the active rules, {@code null} where the events say what was decided */
    Partition(
            VelocityLimits limits,
            LedgerLimits ledger,
            MerchantPlans candidate,
            @Nullable MerchantPlans active,
            Period period,
            Sample sample,
            Merchants merchants,
            KnownFraud outcomes) {
        velocity = new LocalVelocity(limits);
        this.limits = limits;
        this.candidate = Side.of(velocity, ledger, candidate);
        this.active = active == null ? null : Side.of(velocity, ledger, active);
        this.period = period;
        this.sample = sample;
        this.merchants = merchants;
        this.outcomes = outcomes;
    }

    void take(Event event) {
        switch (event) {
            case Event.Occurred occurred -> take(occurred);
            case Event.Settled settled -> settle(settled.settlement());
        }
    }

    private void settle(SettlementEntry settlement) {
        candidate
                .state
                .ledger()
                .settle(
                        settlement.merchantId(),
                        settlement.id(),
                        settlement.confirmed() ? State.CONFIRMED : State.RELEASED,
                        settlement.at().toEpochMilli());
    }

    private void take(Event.Occurred occurred) {
        JournalEntry entry = occurred.entry();
        if (entry != null && !entry.counted()) {
            // The live windows do not have it either.
            if (!period.isHistory(occurred.at())) {
                tally.addWithoutRules();
            }
        } else if (entry != null) {
            compare(occurred, entry);
        } else if (active != null) {
            compare(occurred, active);
        }
        windowsFull |= velocity.groups() >= FULL * limits.groupsMax()
                || velocity.cells() >= FULL * limits.cellsMax()
                || velocity.distinctValues() >= FULL * limits.distinctValuesTotalMax();
    }

    /** With what the journal says. */
    private void compare(Event.Occurred occurred, JournalEntry entry) {
        Checkout checkout = occurred.checkout();
        MerchantPlan plan = candidate.state.plan(checkout.merchantId());
        Number[] values = candidate.state.gather(checkout, plan.features());
        Decision decision = entry.decision();
        if (!isToBeCompared(occurred)) {
            candidate.dryRun.restore(entry);
        } else if (!DryRun.isByRules(decision)) {
            candidate.dryRun.restore(entry);
            tally.addWithoutRules();
        } else {
            compare(
                    occurred,
                    new Judged(decision.verdict(), decision.reasons()),
                    judge(candidate, occurred, plan, values));
        }
    }

    /** With what the active rules say. */
    private void compare(Event.Occurred occurred, Side rules) {
        Checkout checkout = occurred.checkout();
        MerchantPlan plan = candidate.state.plan(checkout.merchantId());
        MerchantPlan planBefore = rules.state.plan(checkout.merchantId());
        Number[] values = candidate.state.gather(checkout, features(plan, planBefore));
        if (isToBeCompared(occurred)) {
            Number[] valuesBefore = Arrays.copyOfRange(values, plan.features().size(), values.length);
            compare(
                    occurred,
                    judge(rules, occurred, planBefore, valuesBefore),
                    judge(candidate, occurred, plan, values));
        }
    }

    private List<Feature> features(MerchantPlan plan, MerchantPlan planBefore) {
        Features known = features.get(plan.merchantId());
        if (known == null || !known.areOf(plan, planBefore)) {
            if (features.size() >= PLANS_MAX) {
                features.clear();
            }
            known = Features.of(plan, planBefore);
            features.put(plan.merchantId(), known);
        }
        return known.all;
    }

    /** Counts it if it only fills windows. */
    private boolean isToBeCompared(Event.Occurred occurred) {
        if (period.isHistory(occurred.at())) {
            tally.addHistory();
            return false;
        }
        if (!sample.has(occurred.checkout())) {
            tally.addNotSampled();
            return false;
        }
        return true;
    }

    private Judged judge(Side side, Event.Occurred occurred, MerchantPlan plan, Number[] values) {
        Judgement judgement = side.dryRun.decide(
                occurred.checkout(), plan, values, merchants.settings(plan.merchantId()), occurred.ledgerMillis());
        if (judgement.failed()) {
            tally.addRulesFailed();
        }
        return new Judged(judgement.verdict(), judgement.reasons());
    }

    private void compare(Event.Occurred occurred, Judged before, Judged after) {
        Checkout checkout = occurred.checkout();
        Boolean fraud =
                occurred.fraud() == null ? outcomes.fraud(checkout.merchantId(), checkout.id()) : occurred.fraud();
        tally.add(checkout, before, after, fraud);
    }

    /** What it has found; for any thread once the partition's has ended. */
    Tally tally() {
        return tally;
    }

    /** Whether windows were, or are about to be, forgotten for want of memory. */
    boolean windowsFull() {
        return windowsFull;
    }

    void close() {
        candidate.state.close();
        if (active != null) {
            active.state.close();
        }
    }
}
