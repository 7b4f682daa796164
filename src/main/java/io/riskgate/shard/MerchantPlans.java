package io.riskgate.shard;

import io.riskgate.limits.Limit;
import io.riskgate.limits.LimitLookups;
import io.riskgate.lists.ListLookups;
import io.riskgate.rules.ActiveRulesets;
import io.riskgate.rules.Ruleset;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The plan of each merchant, made again when one of its rulesets or limits was replaced. Beyond {@link #PLANS_MAX} merchants all plans
 * are forgotten; making one takes microseconds. Thread-safe; never blocks.
 */
@Singleton
public final class MerchantPlans {

    static final int PLANS_MAX = 16_384;

    private final ActiveRulesets rulesets;
    private final ListLookups lists;
    private final LimitLookups limits;
    private final ConcurrentMap<String, MerchantPlan> plans = new ConcurrentHashMap<>();

    public MerchantPlans(ActiveRulesets rulesets, ListLookups lists, LimitLookups limits) {
        this.rulesets = rulesets;
        this.lists = lists;
        this.limits = limits;
    }

    /** What a checkout of the merchant goes through; reads the active rulesets and limits once. */
    public MerchantPlan of(String merchantId) {
        Ruleset platform = rulesets.active(Ruleset.PLATFORM);
        Ruleset merchant = rulesets.active(merchantId);
        MerchantPlan known = plans.get(merchantId);
        if (known != null && known.isOf(platform, merchant, limits.in(Limit.PLATFORM), limits.in(merchantId))) {
            return known;
        }
        MerchantPlan plan = MerchantPlan.of(merchantId, platform, merchant, lists, limits);
        if (plans.size() >= PLANS_MAX) {
            plans.clear();
        }
        plans.put(merchantId, plan);
        return plan;
    }

    /** Whether a decision by that plan looks into lists that other nodes may have changed unseen. */
    public boolean hasStaleLists(MerchantPlan plan) {
        return lists.isStale()
                && plan.steps().stream()
                        .anyMatch(step -> !step.ruleset().compiled().lists().isEmpty());
    }
}
