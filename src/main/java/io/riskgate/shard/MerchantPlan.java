package io.riskgate.shard;

import io.riskgate.limits.Exposure;
import io.riskgate.limits.Limit;
import io.riskgate.limits.LimitLookups;
import io.riskgate.lists.ListLookup;
import io.riskgate.lists.ListLookups;
import io.riskgate.rules.Ruleset;
import io.riskgate.velocity.Feature;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant's checkout goes through, with the rulesets and limits of now. Immutable.
 *
 * @param merchantId the merchant's, which thousands of remembered answers share
 * @param platform the platform's ruleset, if there is one
 * @param merchant the merchant's ruleset, if there is one
 * @param platformLimits the platform's limits
 * @param merchantLimits the merchant's
 * @param steps what is evaluated, the platform's rules first; at most two
 * @param rulesets their names
 * @param features what the steps need, each step's one after the other
 * @param limits all that a checkout may be under, the platform's first
 * @param testsMax how many conditions the steps evaluate at most, together
 */
public record MerchantPlan(
        String merchantId,
        @Nullable Ruleset platform,
        @Nullable Ruleset merchant,
        List<Limit> platformLimits,
        List<Limit> merchantLimits,
        List<Step> steps,
        List<String> rulesets,
        List<Feature> features,
        List<Limit> limits,
        long testsMax) {

    /**
     * One ruleset to evaluate.
     *
     * @param featuresOffset where the ruleset's features begin in the plan's
     * @param lists the lists as the ruleset's scope sees them
     * @param limits for each limit that the ruleset asks for, the one that its scope sees, {@code null} for none
     */
    public record Step(Ruleset ruleset, int featuresOffset, ListLookup lists, List<? extends @Nullable Limit> limits) {

        /** The ruleset's own of the plan's features. */
        public List<Number> featuresIn(Number[] features) {
            return Arrays.asList(features)
                    .subList(
                            featuresOffset,
                            featuresOffset + ruleset.compiled().features().size());
        }

        /** What the rules see of the limits that they ask for. */
        public List<? extends @Nullable BigDecimal> available(List<Exposure> exposures) {
            if (exposures.isEmpty() || limits.isEmpty()) {
                return List.of();
            }
            @Nullable BigDecimal[] available = new BigDecimal[limits.size()];
            for (Exposure exposure : exposures) {
                int index = limits.indexOf(exposure.claim().limit());
                if (index >= 0) {
                    available[index] = exposure.available();
                }
            }
            return Arrays.asList(available);
        }
    }

    static MerchantPlan of(
            String merchantId,
            @Nullable Ruleset platform,
            @Nullable Ruleset merchant,
            ListLookups lists,
            LimitLookups definitions) {
        List<Limit> platformLimits = definitions.in(Limit.PLATFORM);
        List<Limit> merchantLimits = definitions.in(merchantId);
        List<Limit> limits = new ArrayList<>(platformLimits);
        limits.addAll(merchantLimits);
        List<Step> steps = new ArrayList<>(2);
        List<Feature> features = new ArrayList<>();
        long testsMax = 0;
        for (Ruleset ruleset : new Ruleset[] {platform, merchant}) {
            if (ruleset != null) {
                List<Limit> seen = ruleset.scope().equals(Ruleset.PLATFORM) ? platformLimits : limits;
                steps.add(new Step(
                        ruleset,
                        features.size(),
                        lists.lookup(ruleset.scope()),
                        named(ruleset.compiled().limits(), seen)));
                features.addAll(ruleset.compiled().features());
                testsMax += ruleset.compiled().cost().testsMax();
            }
        }
        return new MerchantPlan(
                merchantId,
                platform,
                merchant,
                platformLimits,
                merchantLimits,
                List.copyOf(steps),
                steps.stream().map(step -> step.ruleset().name()).toList(),
                List.copyOf(features),
                List.copyOf(limits),
                testsMax);
    }

    /** The limits of those names; of two, the merchant's, which stands last. */
    private static List<? extends @Nullable Limit> named(List<String> names, List<Limit> seen) {
        @Nullable Limit[] named = new Limit[names.size()];
        for (Limit limit : seen) {
            int index = names.indexOf(limit.name());
            if (index >= 0) {
                named[index] = limit;
            }
        }
        return Arrays.asList(named);
    }

    // By reference: a version that is made active again may be another compilation of the same text.
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(
            @Nullable Ruleset platformNow,
            @Nullable Ruleset merchantNow,
            List<Limit> platformLimitsNow,
            List<Limit> merchantLimitsNow) {
        return platform == platformNow
                && merchant == merchantNow
                && platformLimits == platformLimitsNow
                && merchantLimits == merchantLimitsNow;
    }
}
