package io.riskgate.shard;

import io.riskgate.limits.Limit;
import io.riskgate.limits.LimitLookups;
import io.riskgate.lists.ListLookups;
import io.riskgate.rules.ActiveRulesets;
import io.riskgate.rules.Ruleset;
import io.riskgate.trial.ActiveTrials;
import io.riskgate.trial.Trial;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The plan of each merchant, made again when one of its rulesets, trials or limits was replaced. Beyond {@link #PLANS_MAX} merchants all plans
 * are forgotten; making one takes microseconds. Thread-safe; never blocks.
 */
@Singleton
public final class MerchantPlans {

    static final int PLANS_MAX = 16_384;

    private final ActiveRulesets rulesets;
    private final ActiveTrials trials;
    private final ListLookups lists;
    private final LimitLookups limits;
    private final ConcurrentMap<String, MerchantPlan> plans = new ConcurrentHashMap<>();

    /** Where nothing is tried. */
    public MerchantPlans(ActiveRulesets rulesets, ListLookups lists, LimitLookups limits) {
        this(rulesets, scope -> List.of(), lists, limits);
    }

    @Inject
    public MerchantPlans(ActiveRulesets rulesets, ActiveTrials trials, ListLookups lists, LimitLookups limits) {
        this.rulesets = rulesets;
        this.trials = trials;
        this.lists = lists;
        this.limits = limits;
    }

    /** What a checkout of the merchant goes through; reads the active rulesets, trials and limits once. */
    public MerchantPlan of(String merchantId) {
        Ruleset platform = rulesets.active(Ruleset.PLATFORM);
        Ruleset merchant = rulesets.active(merchantId);
        List<Trial> platformTrials = trials.trials(Ruleset.PLATFORM);
        List<Trial> merchantTrials = trials.trials(merchantId);
        MerchantPlan known = plans.get(merchantId);
        if (known != null
                && known.isOf(
                        platform,
                        merchant,
                        limits.in(Limit.PLATFORM),
                        limits.in(merchantId),
                        platformTrials,
                        merchantTrials)) {
            return known;
        }
        MerchantPlan plan =
                MerchantPlan.of(merchantId, platform, merchant, platformTrials, merchantTrials, lists, limits);
        if (plans.size() >= PLANS_MAX) {
            plans.clear();
        }
        plans.put(merchantId, plan);
        return plan;
    }

    /** Whether a decision by those steps looks into lists that other nodes may have changed unseen. */
    public boolean hasStaleLists(List<MerchantPlan.Step> steps) {
        return lists.isStale()
                && steps.stream()
                        .anyMatch(step -> !step.ruleset().compiled().lists().isEmpty());
    }
}
