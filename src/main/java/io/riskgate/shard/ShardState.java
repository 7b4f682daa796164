package io.riskgate.shard;

import io.riskgate.lists.ListLookups;
import io.riskgate.model.Checkout;
import io.riskgate.rules.ActiveRulesets;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.Ruleset;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.Velocity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a shard owns of its merchants: windows, rule sessions, plans. Only for the shard's own thread. */
public final class ShardState {

    /** The plans of the merchants beyond this many are forgotten, the least recently used first, and made again. */
    static final int PLANS_MAX = 4_096;

    private final Velocity velocity;
    private final ActiveRulesets rulesets;
    private final ListLookups lists;
    private final ShardFailures failures;
    private final RuleSessions sessions = new RuleSessions();
    private final Map<String, MerchantPlan> plans = new LinkedHashMap<>(16, 0.75f, true);

    ShardState(Velocity velocity, ActiveRulesets rulesets, ListLookups lists, ShardFailures failures) {
        this.velocity = velocity;
        this.rulesets = rulesets;
        this.lists = lists;
        this.failures = failures;
    }

    /** What a checkout of the merchant goes through; reads the active rulesets once. */
    public MerchantPlan plan(String merchantId) {
        Ruleset platform = rulesets.active(Ruleset.PLATFORM);
        Ruleset merchant = rulesets.active(merchantId);
        MerchantPlan known = plans.get(merchantId);
        if (known != null && known.isOf(platform, merchant)) {
            return known;
        }
        if (merchant == null) {
            dropSession(merchantId);
        }
        MerchantPlan plan = MerchantPlan.of(platform, merchant, lists);
        plans.put(merchantId, plan);
        if (plans.size() > PLANS_MAX) {
            plans.remove(plans.keySet().iterator().next());
        }
        return plan;
    }

    /** Counts the checkout into the shard's windows and reads the features, the checkout included. */
    public Number[] gather(Checkout checkout, List<Feature> features) {
        return velocity.gather(checkout, features);
    }

    /** Reads the features as {@link #gather} would, but counts nothing. */
    public Number[] peek(Checkout checkout, List<Feature> features, boolean counted) {
        return velocity.peek(checkout, features, counted);
    }

    /**
     * Runs the ruleset's rules in the session kept for it.
     *
     * @return {@code false} if they threw: the session is closed, the next evaluation gets another, and what is in the
     *     evaluation means nothing
     */
    public boolean evaluate(Ruleset ruleset, Evaluation evaluation) {
        try {
            sessions.session(ruleset).evaluate(evaluation);
            return true;
        } catch (Throwable e) {
            failures.count("The rules of " + ruleset.name() + " threw", e);
            dropSession(ruleset.scope());
            return false;
        }
    }

    void close() {
        sessions.close();
    }

    private void dropSession(String scope) {
        try {
            sessions.drop(scope);
        } catch (Throwable e) {
            failures.count("A rule session of " + scope + " did not close", e);
        }
    }
}
