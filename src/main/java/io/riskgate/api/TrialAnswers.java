package io.riskgate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.riskgate.model.Reason;
import io.riskgate.model.Verdict;
import io.riskgate.store.RollbackLimits;
import io.riskgate.trial.Difference;
import io.riskgate.trial.Trial;
import io.riskgate.trial.TrialSum;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The JSON that {@link TrialResource} speaks. */
final class TrialAnswers {

    private static final List<Verdict> VERDICTS = List.copyOf(Arrays.asList(Verdict.values()));
    private static final double P50 = 50;
    private static final double P99 = 99;

    private TrialAnswers() {}

    /** All of a scope. */
    record Trials(String scope, List<Beside> trials) {}

    /**
     * A version that is tried, beside the active one.
     *
     * @param version that is tried
     * @param activeVersion that it is compared with; {@code null} if the scope has none
     * @param since when it counts
     * @param checkouts that both have seen
     * @param decided those of them that the version that is tried has decided
     * @param differing those of them whose verdicts differ
     * @param verdicts how many have which verdict with the active version, and which with the one that is tried
     * @param sample of those that differ, at most 100, drawn evenly
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Beside(
            int version,
            String mode,
            @Nullable Integer percent,
            @Nullable RollbackLimits rollback,
            @Nullable Integer activeVersion,
            Instant since,
            long checkouts,
            long decided,
            long differing,
            Side active,
            Side tried,
            Map<Verdict, Map<Verdict, Long>> verdicts,
            List<Differing> sample) {}

    /**
     * What one of the two comes to.
     *
     * @param amounts by currency and verdict
     * @param errors on how many its rules threw
     * @param p50Micros how long evaluating its rules takes in half of the cases at most, in microseconds
     * @param p99Micros the same in 99 of a hundred
     */
    record Side(
            Map<Verdict, Long> verdicts,
            Map<String, Map<Verdict, BigDecimal>> amounts,
            long errors,
            double p50Micros,
            double p99Micros) {}

    /** A checkout whose verdicts differ. */
    record Differing(String id, String merchantId, Concluded active, Concluded tried) {}

    record Concluded(Verdict verdict, List<Reason> reasons) {}

    static Trials trials(String scope, List<Trial> trials) {
        return new Trials(scope, trials.stream().map(TrialAnswers::beside).toList());
    }

    private static Beside beside(Trial trial) {
        TrialSum sum = trial.sum();
        return new Beside(
                trial.ruleset().version(),
                trial.change().mode().word(),
                trial.change().percent(),
                trial.rollback(),
                trial.against() == null ? null : Integer.valueOf(trial.against().version()),
                trial.since(),
                sum.checkouts(),
                sum.decided(),
                sum.differing(),
                new Side(
                        perVerdict(active -> ofActive(sum, active)),
                        amounts(sum, TrialAnswers::amountOfActive),
                        sum.activeFailed(),
                        tenths(sum.activeMicros(P50)),
                        tenths(sum.activeMicros(P99))),
                new Side(
                        perVerdict(tried -> ofTried(sum, tried)),
                        amounts(sum, TrialAnswers::amountOfTried),
                        sum.triedFailed(),
                        tenths(sum.triedMicros(P50)),
                        tenths(sum.triedMicros(P99))),
                perVerdict(active -> perVerdict(tried -> sum.checkouts(active, tried))),
                sum.sample().stream().map(TrialAnswers::differing).toList());
    }

    private static <T> Map<Verdict, T> perVerdict(Function<Verdict, T> value) {
        Map<Verdict, T> each = new EnumMap<>(Verdict.class);
        VERDICTS.forEach(verdict -> each.put(verdict, value.apply(verdict)));
        return each;
    }

    private static long ofActive(TrialSum sum, Verdict active) {
        return VERDICTS.stream()
                .mapToLong(tried -> sum.checkouts(active, tried))
                .sum();
    }

    private static long ofTried(TrialSum sum, Verdict tried) {
        return VERDICTS.stream()
                .mapToLong(active -> sum.checkouts(active, tried))
                .sum();
    }

    /** What the checkouts of a currency come to that have a verdict on one side, whatever they have on the other. */
    private interface AmountOfSide {

        BigDecimal of(TrialSum sum, String currency, Verdict one, Verdict other);
    }

    private static BigDecimal amountOfActive(TrialSum sum, String currency, Verdict active, Verdict tried) {
        return sum.amount(currency, active, tried);
    }

    private static BigDecimal amountOfTried(TrialSum sum, String currency, Verdict tried, Verdict active) {
        return sum.amount(currency, active, tried);
    }

    private static Map<String, Map<Verdict, BigDecimal>> amounts(TrialSum sum, AmountOfSide side) {
        Map<String, Map<Verdict, BigDecimal>> amounts = new TreeMap<>();
        for (String currency : sum.currencies()) {
            amounts.put(
                    currency,
                    perVerdict(one -> plain(VERDICTS.stream()
                            .map(other -> side.of(sum, currency, one, other))
                            .reduce(BigDecimal.ZERO, BigDecimal::add))));
        }
        return amounts;
    }

    /** Without decimals that say nothing, but with cents. */
    private static BigDecimal plain(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.scale() < 2 ? stripped.setScale(2, RoundingMode.UNNECESSARY) : stripped;
    }

    private static double tenths(double micros) {
        return Math.round(micros * 10) / 10.0;
    }

    private static Differing differing(Difference difference) {
        return new Differing(
                difference.id(),
                difference.merchantId(),
                new Concluded(difference.active(), difference.activeReasons()),
                new Concluded(difference.tried(), difference.triedReasons()));
    }
}
