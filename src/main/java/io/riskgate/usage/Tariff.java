package io.riskgate.usage;

import io.riskgate.journal.parts.UtcHour;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What usage comes to, in units: the sum of what was used, each kind by its weight. Decisions weigh more beyond the rates of the surge
 * steps: of an hour's n decisions, those beyond 3,600 times a step's rate weigh that step's factor times as much, up to the next
 * step. So it is the average rate of the hour, over all nodes, that counts, and one more decision never makes the others dearer.
 * Exact, since nothing is divided or rounded. Immutable.
 *
 * @param steps in rising order of their rates
 */
record Tariff(
        BigDecimal decision,
        BigDecimal ruleEvaluation,
        BigDecimal upload,
        BigDecimal redisRoundTrip,
        List<Step> steps) {

    static final int STEPS_MAX = 10;
    static final int NUMBER_MAX = 1_000_000;

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,7}(\\.\\d{1,9})?");
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(UtcHour.SECONDS);
    private static final String WEIGHTS = "riskgate.usage.weights.";
    private static final String SURGE = "riskgate.usage.surge";

    /**
     * A surge step.
     *
     * @param factor of what is beyond the rate, up to the next step
     */
    record Step(BigDecimal perSecond, BigDecimal factor) {}

    Tariff {
        steps = List.copyOf(steps);
    }

    /** @throws IllegalArgumentException naming the option that has a bad value */
    static Tariff of(UsageConfig config) {
        UsageConfig.Weights weights = config.weights();
        return new Tariff(
                decimal(WEIGHTS + "decision", weights.decision()),
                decimal(WEIGHTS + "rule-evaluation", weights.ruleEvaluation()),
                decimal(WEIGHTS + "upload", weights.upload()),
                decimal(WEIGHTS + "redis-round-trip", weights.redisRoundTrip()),
                steps(config.surge().orElse(List.of())));
    }

    private static List<Step> steps(List<String> texts) {
        List<Step> steps = new ArrayList<>();
        for (String text : texts) {
            String[] parts = text.strip().split(":", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException(
                        SURGE + " must be steps of a rate and a factor, such as 100:1.5, not '" + text + "'");
            }
            Step step = new Step(decimal(SURGE, parts[0]), decimal(SURGE, parts[1]));
            if (!steps.isEmpty() && steps.getLast().perSecond().compareTo(step.perSecond()) >= 0) {
                throw new IllegalArgumentException(
                        SURGE + " must have rising rates, and " + parts[0] + " is not higher");
            }
            steps.add(step);
        }
        if (steps.size() > STEPS_MAX) {
            throw new IllegalArgumentException(SURGE + " must have at most " + STEPS_MAX + " steps");
        }
        return steps;
    }

    private static BigDecimal decimal(String option, String text) {
        BigDecimal number = DECIMAL.matcher(text).matches() ? new BigDecimal(text) : null;
        if (number == null || number.compareTo(BigDecimal.valueOf(NUMBER_MAX)) > 0) {
            throw new IllegalArgumentException(option + " must have decimals from 0 to " + NUMBER_MAX
                    + " with at most 9 digits behind the point, not '" + text + "'");
        }
        return number;
    }

    /** Of one merchant's hour, or of any other hour as a whole; without needless zeros. */
    BigDecimal units(Usage usage) {
        BigDecimal units = decisionUnits(BigDecimal.valueOf(usage.decisions()))
                .add(ruleEvaluation.multiply(BigDecimal.valueOf(usage.ruleEvaluations())))
                .add(upload.multiply(BigDecimal.valueOf(usage.uploads())))
                .add(redisRoundTrip.multiply(BigDecimal.valueOf(usage.redisRoundTrips())))
                .stripTrailingZeros();
        return units.scale() < 0 ? units.setScale(0) : units;
    }

    /** Each step adds, for what is beyond it, the difference to the factor before. */
    private BigDecimal decisionUnits(BigDecimal decisions) {
        BigDecimal weighed = decisions;
        BigDecimal factor = BigDecimal.ONE;
        for (Step step : steps) {
            BigDecimal beyond = decisions.subtract(step.perSecond().multiply(SECONDS_PER_HOUR));
            weighed = weighed.add(step.factor().subtract(factor).multiply(beyond.max(BigDecimal.ZERO)));
            factor = step.factor();
        }
        return weighed.multiply(decision);
    }
}
