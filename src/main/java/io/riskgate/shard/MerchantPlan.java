package io.riskgate.shard;

import io.riskgate.lists.ListLookup;
import io.riskgate.lists.ListLookups;
import io.riskgate.rules.Ruleset;
import io.riskgate.velocity.Feature;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant's checkout goes through, with the rulesets that are active now. Immutable.
 *
 * @param platform the platform's ruleset, if there is one
 * @param merchant the merchant's ruleset, if there is one
 * @param steps what is evaluated, the platform's rules first; at most two
 * @param features what the steps need, each step's one after the other
 * @param testsMax how many conditions the steps evaluate at most, together
 */
public record MerchantPlan(
        @Nullable Ruleset platform,
        @Nullable Ruleset merchant,
        List<Step> steps,
        List<Feature> features,
        long testsMax) {

    /**
     * One ruleset to evaluate.
     *
     * @param featuresOffset where the ruleset's features begin in the plan's
     * @param lists the lists as the ruleset's scope sees them
     */
    public record Step(Ruleset ruleset, int featuresOffset, ListLookup lists) {}

    static MerchantPlan of(@Nullable Ruleset platform, @Nullable Ruleset merchant, ListLookups lists) {
        List<Step> steps = new ArrayList<>(2);
        List<Feature> features = new ArrayList<>();
        long testsMax = 0;
        for (Ruleset ruleset : new Ruleset[] {platform, merchant}) {
            if (ruleset != null) {
                steps.add(new Step(ruleset, features.size(), lists.lookup(ruleset.scope())));
                features.addAll(ruleset.compiled().features());
                testsMax += ruleset.compiled().cost().testsMax();
            }
        }
        return new MerchantPlan(platform, merchant, List.copyOf(steps), List.copyOf(features), testsMax);
    }

    // By reference: a version that is made active again may be another compilation of the same text.
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(@Nullable Ruleset platformNow, @Nullable Ruleset merchantNow) {
        return platform == platformNow && merchant == merchantNow;
    }
}
