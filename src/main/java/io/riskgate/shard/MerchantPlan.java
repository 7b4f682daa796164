package io.riskgate.shard;

import io.riskgate.limits.Exposure;
import io.riskgate.limits.Limit;
import io.riskgate.limits.LimitLookups;
import io.riskgate.lists.ListLookup;
import io.riskgate.lists.ListLookups;
import io.riskgate.model.Checkout;
import io.riskgate.rules.Ruleset;
import io.riskgate.trial.Trial;
import io.riskgate.velocity.Feature;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant's checkout goes through, with the rulesets, trials and limits of now. Immutable.
 *
 * @param merchantId the merchant's, which thousands of remembered answers share
 * @param platform the platform's ruleset, if there is one
 * @param merchant the merchant's ruleset, if there is one
 * @param platformLimits the platform's limits
 * @param merchantLimits the merchant's
 * @param platformTrials what is tried in the platform's scope
 * @param merchantTrials what is tried in the merchant's
 * @param steps what is evaluated, the platform's rules first; at most two. Where a canary is tried, see {@link #steps(Checkout)}
 * @param rulesets their names
 * @param features what the steps need, each step's one after the other, and then what is tried needs
 * @param limits all that a checkout may be under, the platform's first
 * @param tried what is evaluated beside the steps, the platform's first; empty for most merchants
 * @param testsMax how many conditions are evaluated at most, all together
 */
public record MerchantPlan(
        String merchantId,
        @Nullable Ruleset platform,
        @Nullable Ruleset merchant,
        List<Limit> platformLimits,
        List<Limit> merchantLimits,
        List<Trial> platformTrials,
        List<Trial> merchantTrials,
        List<Step> steps,
        List<String> rulesets,
        List<Feature> features,
        List<Limit> limits,
        List<Tried> tried,
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

    /**
     * What is tried in one scope.
     *
     * @param active what it is compared with, {@code null} if the scope has no active ruleset
     */
    public record Tried(String scope, @Nullable Step active, List<Candidate> candidates) {}

    /** A version that is tried, and how it is evaluated. */
    public record Candidate(Trial trial, Step step) {}

    static MerchantPlan of(
            String merchantId,
            @Nullable Ruleset platform,
            @Nullable Ruleset merchant,
            List<Trial> platformTrials,
            List<Trial> merchantTrials,
            ListLookups lists,
            LimitLookups definitions) {
        List<Limit> platformLimits = definitions.in(Limit.PLATFORM);
        List<Limit> merchantLimits = definitions.in(merchantId);
        List<Limit> limits = new ArrayList<>(platformLimits);
        limits.addAll(merchantLimits);
        StepMaker maker = new StepMaker(lists, platformLimits, List.copyOf(limits));
        Step platformStep = platform == null ? null : maker.step(platform);
        Step merchantStep = merchant == null ? null : maker.step(merchant);
        List<Step> steps = with(with(List.of(), merchantId, merchantStep), Ruleset.PLATFORM, platformStep);
        List<Tried> tried = new ArrayList<>(0);
        maker.tried(Ruleset.PLATFORM, platformStep, platformTrials, tried);
        maker.tried(merchantId, merchantStep, merchantTrials, tried);
        return new MerchantPlan(
                merchantId,
                platform,
                merchant,
                platformLimits,
                merchantLimits,
                platformTrials,
                merchantTrials,
                steps,
                // Which decisions share; one that could have null would be copied for each.
                List.copyOf(steps.stream().map(step -> step.ruleset().name()).toList()),
                List.copyOf(maker.features),
                maker.limits,
                List.copyOf(tried),
                maker.testsMax);
    }

    /** Makes steps, and notes what each one needs beside those before it. */
    private static final class StepMaker {

        private final ListLookups lists;
        private final List<Limit> platformLimits;
        private final List<Limit> limits;
        private final List<Feature> features = new ArrayList<>();
        private long testsMax;

        StepMaker(ListLookups lists, List<Limit> platformLimits, List<Limit> limits) {
            this.lists = lists;
            this.platformLimits = platformLimits;
            this.limits = limits;
        }

        Step step(Ruleset ruleset) {
            List<Limit> seen = ruleset.scope().equals(Ruleset.PLATFORM) ? platformLimits : limits;
            Step step = new Step(
                    ruleset,
                    features.size(),
                    lists.lookup(ruleset.scope()),
                    named(ruleset.compiled().limits(), seen));
            features.addAll(ruleset.compiled().features());
            testsMax += ruleset.compiled().cost().testsMax();
            return step;
        }

        /**
         * Only trials against the very version that the plan has: for the moment in which another one becomes active, the two are
         * read apart.
         */
        @SuppressWarnings("ReferenceEquality")
        void tried(String scope, @Nullable Step active, List<Trial> trials, List<Tried> all) {
            Ruleset ruleset = active == null ? null : active.ruleset();
            List<Candidate> candidates = trials.stream()
                    .filter(trial -> trial.against() == ruleset)
                    .map(trial -> new Candidate(trial, step(trial.ruleset())))
                    .toList();
            if (!candidates.isEmpty()) {
                all.add(new Tried(scope, active, candidates));
            }
        }
    }

    /** What decides the checkout: the steps, with a scope's canary in the place of its active ruleset where it is the canary's. */
    public List<Step> steps(Checkout checkout) {
        if (tried.isEmpty()) {
            return steps;
        }
        List<Step> deciding = steps;
        for (Tried scope : tried) {
            for (Candidate candidate : scope.candidates()) {
                if (candidate.trial().decides(checkout)) {
                    deciding = with(deciding, scope.scope(), candidate.step());
                }
            }
        }
        return deciding;
    }

    /** The steps with this one as the scope's, or without one of the scope if it is {@code null}; the platform's first. */
    public static List<Step> with(List<Step> steps, String scope, @Nullable Step step) {
        List<Step> result = new ArrayList<>(2);
        for (Step each : steps) {
            if (!each.ruleset().scope().equals(scope)) {
                result.add(each);
            }
        }
        if (step != null) {
            result.add(scope.equals(Ruleset.PLATFORM) ? 0 : result.size(), step);
        }
        return List.copyOf(result);
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
            List<Limit> merchantLimitsNow,
            List<Trial> platformTrialsNow,
            List<Trial> merchantTrialsNow) {
        return platform == platformNow
                && merchant == merchantNow
                && platformLimits == platformLimitsNow
                && merchantLimits == merchantLimitsNow
                && platformTrials == platformTrialsNow
                && merchantTrials == merchantTrialsNow;
    }
}
