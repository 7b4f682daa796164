package io.riskgate.outcome;

import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalListener;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.OutcomeEntry;
import io.riskgate.journal.OutcomeEntry.Decided;
import io.riskgate.model.Verdict;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts how rules and rulesets did, by the UTC day of the decision, from this node's journal: decisions, and what became known of
 * them. A line that takes the place of another is moved from where that was counted. At the start the replay passes the last lines; an
 * outcome of a decision from before the first of them is left out, since what it takes the place of may be, too.
 *
 * <p>At most {@link #ROWS_MAX} rows, one for a rule or a verdict of a ruleset on one day. Where a decision may need more the earliest day
 * is forgotten; if there is only one, what would need more is not counted.
 *
 * <p>The journal's writer counts, or before that the replay; any thread reads. Never blocks.
 */
@Singleton
public final class RulePerformance implements JournalListener {

    /** About 150 bytes each. */
    static final int ROWS_MAX = 300_000;

    private final int rowsMax;
    private final ConcurrentNavigableMap<LocalDate, DayTallies> days = new ConcurrentSkipListMap<>();
    private volatile @Nullable Instant since;
    private volatile int rows;

    /** Has counted nothing yet, see {@link #restore}. */
    @Inject
    public RulePerformance() {
        this(ROWS_MAX);
    }

    RulePerformance(int rowsMax) {
        this.rowsMax = rowsMax;
    }

    /** Counts a line that the journal had before the start; all of them are to come, in their order. */
    public void restore(JournalRecord record) {
        written(record);
    }

    @Override
    public void written(JournalRecord record) {
        if (record instanceof JournalEntry entry) {
            decided(Decided.of(entry.decidedAt(), entry.decision()));
        } else if (record instanceof OutcomeEntry outcome) {
            known(outcome);
        }
    }

    @Override
    public void ended(String file) {
        // Lines count whichever file they are in.
    }

    @Override
    public boolean mayDelete(String file) {
        return true;
    }

    /** Only one thread counts. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void decided(Decided decided) {
        Instant first = since;
        if (first == null) {
            since = decided.at();
        } else if (decided.at().isBefore(first)) {
            // By a clock that was put back.
            return;
        }
        if (rows + decided.rulesets().size() + decided.fired().size() > rowsMax && days.size() > 1) {
            forgetEarliest();
        }
        DayTallies day = days.computeIfAbsent(day(decided.at()), begun -> new DayTallies());
        rows += day.decided(decided, Math.max(0, rowsMax - rows));
    }

    private void known(OutcomeEntry outcome) {
        Decided decided = outcome.decided();
        Instant first = since;
        DayTallies day = days.get(day(decided.at()));
        if (day != null && first != null && !decided.at().isBefore(first)) {
            day.known(decided, Tally.of(outcome.kind(), outcome.replaces()));
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void forgetEarliest() {
        LocalDate earliest = days.firstKey();
        DayTallies forgotten = days.remove(earliest);
        since = earliest.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        rows -= forgotten == null ? 0 : forgotten.rows();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** How many are in memory. */
    public int rows() {
        return rows;
    }

    /**
     * How a ruleset did with the decisions of those days.
     *
     * @param scope whose it is; the platform's is evaluated for the checkouts of all merchants
     * @param to the first day that is not wanted
     */
    public PerformanceReport report(String scope, LocalDate from, LocalDate to) {
        Map<Verdict, Tally> verdicts = new EnumMap<>(Verdict.class);
        Map<String, Tally> rules = new HashMap<>();
        for (DayTallies day : days.subMap(from, to).values()) {
            day.read(
                    scope,
                    (verdict, tally) -> verdicts.merge(verdict, tally, Tally::plus),
                    (rule, tally) -> rules.merge(rule, tally, Tally::plus));
        }
        List<PerformanceReport.Rule> sorted = rules.entrySet().stream()
                .map(rule -> new PerformanceReport.Rule(rule.getKey(), rule.getValue()))
                .sorted(Comparator.comparingLong(
                                (PerformanceReport.Rule rule) -> -rule.tally().decisions())
                        .thenComparing(PerformanceReport.Rule::name))
                .limit(PerformanceReport.RULES_MAX)
                .toList();
        return new PerformanceReport(verdicts, sorted, since);
    }
}
