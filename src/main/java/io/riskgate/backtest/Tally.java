package io.riskgate.backtest;

import io.riskgate.backtest.BacktestResult.Cell;
import io.riskgate.backtest.BacktestResult.Example;
import io.riskgate.backtest.BacktestResult.Part;
import io.riskgate.backtest.BacktestResult.Quality;
import io.riskgate.backtest.BacktestResult.ReasonCount;
import io.riskgate.model.Checkout;
import io.riskgate.model.Reason;
import io.riskgate.model.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what checkouts came to. Each partition has one, and {@link #add(Tally)} makes one of all. For one thread.
 *
 * <p>Bounded: currencies are those of ISO 4217, and of more than {@link #CODES_MAX} different reason codes the rest counts as {@link
 * #OTHER_CODES}.
 */
final class Tally {

    static final int CODES_MAX = 10_000;
    static final String OTHER_CODES = "(others)";

    private static final Verdict[] VERDICTS = Verdict.values();
    private static final Comparator<Example> IN_ORDER = Comparator.comparing(Example::occurredAt)
            .thenComparing(Example::merchantId)
            .thenComparing(Example::id);

    /** A verdict and the reasons for it. */
    record Judged(Verdict verdict, List<Reason> reasons) {

        private List<String> codes() {
            return reasons.stream().map(Reason::code).distinct().toList();
        }
    }

    private record Pair(Verdict before, Verdict after) {}

    /** Of the checkouts with one pair of verdicts. */
    private static final class Sum {

        private long checkouts;
        private final Map<String, BigDecimal> amounts = new TreeMap<>();

        void add(long more, Map<String, BigDecimal> moreAmounts) {
            checkouts += more;
            moreAmounts.forEach((currency, amount) -> amounts.merge(currency, amount, BigDecimal::add));
        }
    }

    /** Of one of the two verdicts, for the checkouts whose outcome is known. */
    private static final class Hits {

        private long fraudStopped;
        private long fraudPassed;
        private long legitimateStopped;
        private long legitimatePassed;

        void add(boolean fraud, Verdict verdict) {
            boolean stopped = verdict != Verdict.APPROVE;
            fraudStopped += fraud && stopped ? 1 : 0;
            fraudPassed += fraud && !stopped ? 1 : 0;
            legitimateStopped += !fraud && stopped ? 1 : 0;
            legitimatePassed += !fraud && !stopped ? 1 : 0;
        }

        void add(Hits others) {
            fraudStopped += others.fraudStopped;
            fraudPassed += others.fraudPassed;
            legitimateStopped += others.legitimateStopped;
            legitimatePassed += others.legitimatePassed;
        }

        @Nullable
        Quality quality() {
            long stopped = fraudStopped + legitimateStopped;
            long fraud = fraudStopped + fraudPassed;
            if (stopped + fraudPassed + legitimatePassed == 0) {
                return null;
            }
            return new Quality(
                    fraudStopped,
                    fraudPassed,
                    legitimateStopped,
                    legitimatePassed,
                    stopped == 0 ? null : (double) fraudStopped / stopped,
                    fraud == 0 ? null : (double) fraudStopped / fraud);
        }
    }

    private final Map<Pair, Sum> sums = new HashMap<>();
    private final Map<String, Long> codesBefore = new HashMap<>();
    private final Map<String, Long> codesAfter = new HashMap<>();
    private final Hits hitsBefore = new Hits();
    private final Hits hitsAfter = new Hits();
    private final List<Example> examples = new ArrayList<>();
    private long history;
    private long notSampled;
    private long withoutRules;
    private long rulesFailed;

    void addHistory() {
        history++;
    }

    void addNotSampled() {
        notSampled++;
    }

    void addWithoutRules() {
        withoutRules++;
    }

    void addRulesFailed() {
        rulesFailed++;
    }

    /** @param fraud whether it was, if that is known */
    void add(Checkout checkout, Judged before, Judged after, @Nullable Boolean fraud) {
        Sum sum = sum(new Pair(before.verdict, after.verdict));
        sum.checkouts++;
        sum.amounts.merge(checkout.currency(), checkout.amount(), BigDecimal::add);
        count(before, codesBefore);
        count(after, codesAfter);
        if (fraud != null) {
            hitsBefore.add(fraud, before.verdict);
            hitsAfter.add(fraud, after.verdict);
        }
        if (before.verdict != after.verdict && examples.size() < BacktestResult.EXAMPLES_MAX) {
            examples.add(new Example(
                    checkout.id(),
                    checkout.merchantId(),
                    checkout.occurredAt(),
                    checkout.amount(),
                    checkout.currency(),
                    before.verdict,
                    after.verdict,
                    before.codes(),
                    after.codes()));
        }
    }

    private static void count(Judged judged, Map<String, Long> codes) {
        if (!judged.reasons.isEmpty()) {
            judged.codes().forEach(code -> add(code, 1, codes));
        }
    }

    private static void add(String code, long checkouts, Map<String, Long> codes) {
        boolean hasRoom = codes.size() < CODES_MAX || codes.containsKey(code);
        codes.merge(hasRoom ? code : OTHER_CODES, checkouts, Long::sum);
    }

    private Sum sum(Pair pair) {
        return sums.computeIfAbsent(pair, none -> new Sum());
    }

    /** Adds what another one has. */
    void add(Tally other) {
        other.sums.forEach((pair, sum) -> sum(pair).add(sum.checkouts, sum.amounts));
        other.codesBefore.forEach((code, checkouts) -> add(code, checkouts, codesBefore));
        other.codesAfter.forEach((code, checkouts) -> add(code, checkouts, codesAfter));
        hitsBefore.add(other.hitsBefore);
        hitsAfter.add(other.hitsAfter);
        examples.addAll(other.examples);
        history += other.history;
        notSampled += other.notSampled;
        withoutRules += other.withoutRules;
        rulesFailed += other.rulesFailed;
    }

    long compared() {
        return sums.values().stream().mapToLong(sum -> sum.checkouts).sum();
    }

    /** All checkouts, whatever became of them. */
    long all() {
        return compared() + history + notSampled + withoutRules;
    }

    BacktestResult result(WrongLines wrong, long late, boolean windowsFull, long durationMillis) {
        return new BacktestResult(
                compared(),
                history,
                notSampled,
                withoutRules,
                rulesFailed,
                late,
                windowsFull,
                matrix(),
                part(cell -> cell.after().compareTo(cell.before()) > 0),
                part(cell -> cell.after().compareTo(cell.before()) < 0),
                top(codesBefore),
                top(codesAfter),
                examples.stream()
                        .sorted(IN_ORDER)
                        .limit(BacktestResult.EXAMPLES_MAX)
                        .toList(),
                hitsBefore.quality(),
                hitsAfter.quality(),
                wrong.count(),
                wrong.first(),
                durationMillis,
                all() * 1_000 / Math.max(1, durationMillis));
    }

    private List<Cell> matrix() {
        List<Cell> matrix = new ArrayList<>();
        for (Verdict before : VERDICTS) {
            for (Verdict after : VERDICTS) {
                Sum sum = sums.get(new Pair(before, after));
                if (sum != null) {
                    matrix.add(new Cell(before, after, sum.checkouts, sum.amounts));
                }
            }
        }
        return matrix;
    }

    private Part part(Predicate<Cell> cells) {
        Sum sum = new Sum();
        matrix().stream().filter(cells).forEach(cell -> sum.add(cell.checkouts(), cell.amounts()));
        return new Part(sum.checkouts, sum.amounts);
    }

    private static List<ReasonCount> top(Map<String, Long> codes) {
        return codes.entrySet().stream()
                .map(code -> new ReasonCount(code.getKey(), code.getValue()))
                .sorted(Comparator.comparingLong(ReasonCount::checkouts)
                        .reversed()
                        .thenComparing(ReasonCount::code))
                .limit(BacktestResult.REASONS_MAX)
                .toList();
    }
}
