package io.riskgate.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.SettableClock;
import io.riskgate.journal.JournalEntry;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Ruleset;
import io.riskgate.statistics.StatisticsReport.Counted;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counting costs the journal's writer, and a report its reader, with a day of 100 merchants; in CPU time, since others use the cores, too. */
class StatisticsCostTest {

    private static final int MERCHANTS = 100;
    private static final int MINUTES = 1_440;
    private static final int DECISIONS_PER_MINUTE = 2;
    private static final int REPORTS = 60;
    private static final double REPORT_MILLIS_MAX = 15;
    private static final long ROW_BYTES_MAX = 200;

    /** Of an amount as a number, as long as the compiler does not spare it. */
    private static final double BYTES_MAX = 300;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path dataDir;

    private final Instant begin = Checkouts.NOON;
    private final SettableClock clock = new SettableClock(begin.plus(Duration.ofDays(1)));
    private StatisticsMeter meter;

    @BeforeEach
    void start() {
        meter = new StatisticsMeter(dataDir, StatisticsLimits.DEFAULTS, clock);
    }

    private static JournalEntry entry(int merchant, int number, Instant at) {
        boolean isQuiet = number % 4 != 0;
        return RandomEntries.decision(
                "merchant-" + merchant,
                "1",
                at,
                isQuiet ? Verdict.APPROVE : Verdict.REVIEW,
                new BigDecimal("129.90"),
                "USD",
                isQuiet ? List.of() : List.of("card_testing", "velocity_" + number % 8),
                List.of(),
                200 + number * 37 % 1_500);
    }

    /** Returns the nanoseconds that each decision took. */
    private double countADay() {
        JournalEntry[] minute = new JournalEntry[MERCHANTS * DECISIONS_PER_MINUTE];
        long nanos = 0;
        for (int i = 0; i < MINUTES; i++) {
            Instant at = begin.plusSeconds(60L * i);
            for (int j = 0; j < minute.length; j++) {
                minute[j] = entry(j % MERCHANTS, i + j, at);
            }
            long before = THREADS.getCurrentThreadCpuTime();
            for (JournalEntry entry : minute) {
                meter.written(entry);
            }
            nanos += THREADS.getCurrentThreadCpuTime() - before;
        }
        return (double) nanos / MINUTES / minute.length;
    }

    private double reportMillis(String scope) {
        StatisticsReports reports = new StatisticsReports(meter);
        Span day = Span.of(Step.MINUTE, begin, begin.plus(Duration.ofDays(1)));
        double[] millis = new double[REPORTS];
        for (int i = 0; i < REPORTS; i++) {
            long before = THREADS.getCurrentThreadCpuTime();
            Counted counted = (Counted) reports.report(scope, day);
            millis[i] = (THREADS.getCurrentThreadCpuTime() - before) / 1e6;
            assertThat(counted.rows()).hasSize(MINUTES);
        }
        double first = millis[0];
        Arrays.sort(millis);
        System.out.printf(
                "statistics cost: a day of minutes of %s with %d merchants: first %.1f ms of CPU, median of %d %.2f, shortest %.2f%n",
                scope, MERCHANTS, first, REPORTS, millis[REPORTS / 2], millis[0]);
        return millis[REPORTS / 2];
    }

    private static long heapAfterGc() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void dayOfMinutes_isReportedInFewMillis() {
        long before = heapAfterGc();
        double nanos = countADay();
        long bytes = (heapAfterGc() - before) / meter.rows();
        System.out.printf(
                "statistics cost: %.0f ns of CPU to count each of %d decisions, %d bytes of heap for each of %d rows%n",
                nanos, MERCHANTS * MINUTES * DECISIONS_PER_MINUTE, bytes, meter.rows());
        assertThat(meter.rows()).isEqualTo((MERCHANTS + 1) * MINUTES);
        assertThat(bytes).isLessThan(ROW_BYTES_MAX);
        assertThat(reportMillis("merchant-7")).isLessThan(REPORT_MILLIS_MAX);
        assertThat(reportMillis(Ruleset.PLATFORM)).isLessThan(REPORT_MILLIS_MAX);
    }

    @Test
    void decisionOfAMinuteThatIsOpen_allocatesNextToNothing() {
        JournalEntry[] entries = new JournalEntry[1_000];
        Arrays.setAll(entries, i -> entry(i % MERCHANTS, i, begin));
        for (int i = 0; i < 100; i++) {
            count(entries);
        }
        long beforeBytes = THREADS.getCurrentThreadAllocatedBytes();
        long beforeNanos = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < 200; i++) {
            count(entries);
        }
        double counted = 200.0 * entries.length;
        double bytes = (THREADS.getCurrentThreadAllocatedBytes() - beforeBytes) / counted;
        double nanos = (THREADS.getCurrentThreadCpuTime() - beforeNanos) / counted;
        System.out.printf("statistics cost: in an open minute %.0f bytes and %.0f ns of CPU each%n", bytes, nanos);
        assertThat(bytes).isLessThan(BYTES_MAX);
    }

    private void count(JournalEntry[] entries) {
        for (JournalEntry entry : entries) {
            meter.written(entry);
        }
    }
}
