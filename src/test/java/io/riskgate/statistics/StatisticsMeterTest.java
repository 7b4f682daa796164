package io.riskgate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.SettableClock;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalReader;
import io.riskgate.rules.Ruleset;
import io.riskgate.statistics.StatisticsReport.Counted;
import io.riskgate.statistics.StatisticsReport.NoMinutes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsMeterTest {

    private static final int ENTRIES = 2_200;
    private static final int REPORTS = 12;

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock(Checkouts.NOON);
    private int minuteReports;

    private CountedNode node(StatisticsLimits limits) throws IOException {
        return new CountedNode(directory.resolve("data"), clock, limits);
    }

    private static StatisticsLimits rowsMax(int rowsMax) {
        return new StatisticsLimits(Duration.ofHours(48), rowsMax, 64, Duration.ofDays(400));
    }

    /**
     * Days of random traffic, with a clock that is put back at times. Parts end and are summarized at random moments, files of the
     * journal are deleted as soon as they may be, and it ends and starts again. Now and then reports of random times are held against a plain
     * count, of this node and of one that would be started after a kill at that moment.
     */
    @ParameterizedTest
    @ValueSource(ints = {StatisticsLimits.ROWS_MIN, 400_000})
    void reports_areWhatWasJournalled(int rowsMax) throws IOException {
        Random random = new Random(rowsMax);
        RandomEntries entries = new RandomEntries(random);
        int restarts = 0;
        try (CountedNode node = node(rowsMax(rowsMax))) {
            for (int i = 0; i < ENTRIES; i++) {
                int seconds = random.nextInt(50) == 0 ? -random.nextInt(3_000) : random.nextInt(240);
                clock.advance(Duration.ofSeconds(seconds));
                node.append(entries.next(clock.instant()));
                if (random.nextInt(20) == 0) {
                    node.meter.summarize();
                }
                if (random.nextInt(500) == 0) {
                    node.awaitWritten();
                    assertReports(node.meter, node.journalled, random);
                    assertReports(node.afterKill(), node.journalled, random);
                }
                if (random.nextInt(500) == 0) {
                    node.restart();
                    restarts++;
                }
            }
            node.awaitWritten();
            assertReports(node.meter, node.journalled, random);
            node.restart();
            assertReports(node.meter, node.journalled, random);
            assertThat(restarts).isPositive();
            assertThat(minuteReports).isGreaterThan(5);
            assertThat(summaries()).hasSizeGreaterThan(1);
            NaiveStatistics left = new NaiveStatistics();
            JournalReader.replayAll(FileJournal.directory(node.dataDir), (file, entry) -> left.count(entry));
            assertThatThrownBy(() -> assertAllHours(node.meter, left))
                    .as("files of the journal are gone")
                    .isInstanceOf(AssertionError.class);
        }
    }

    private void assertReports(StatisticsMeter meter, NaiveStatistics journalled, Random random) {
        assertAllHours(meter, journalled);
        StatisticsReports reports = new StatisticsReports(meter);
        for (int i = 0; i < REPORTS; i++) {
            Step step = Step.values()[random.nextInt(Step.values().length)];
            int hoursMax = step.isOfHours() ? 200 : 40;
            Instant to = clock.instant().plusSeconds(random.nextInt(7_200) - 3_600L);
            Instant from = to.minusSeconds(1 + random.nextInt(hoursMax * 3_600));
            Span span = Span.of(step, from, to);
            int merchant = random.nextInt(RandomEntries.MERCHANTS + 1);
            String scope = merchant == RandomEntries.MERCHANTS ? Ruleset.PLATFORM : "m-" + merchant;
            switch (reports.report(scope, span)) {
                case Counted counted -> {
                    journalled.assertSame(counted.rows(), scope, span);
                    minuteReports += step.isOfHours() || counted.rows().isEmpty() ? 0 : 1;
                }
                case NoMinutes none -> {
                    assertThat(step.isOfHours()).isFalse();
                    assertThat(none.since()).isAfter(span.from());
                    assertThat(none.since()).isBeforeOrEqualTo(clock.instant().plusSeconds(3_600));
                }
            }
        }
    }

    private void assertAllHours(StatisticsMeter meter, NaiveStatistics journalled) {
        Span all = Span.of(
                Step.HOUR,
                Checkouts.NOON.minus(Duration.ofDays(1)),
                clock.instant().plus(Duration.ofDays(1)));
        for (String scope : List.of(Ruleset.PLATFORM, "m-1")) {
            journalled.assertSame(counted(meter, scope, all).rows(), scope, all);
        }
    }

    private static Counted counted(StatisticsMeter meter, String scope, Span span) {
        return (Counted) new StatisticsReports(meter).report(scope, span);
    }

    private Span untilNow(Step step, Duration time) {
        return Span.of(step, clock.instant().minus(time), clock.instant().plusSeconds(1));
    }

    /** As many days, each with a decision of some merchants at its noon. */
    private void days(CountedNode node, int days, int merchants) {
        for (int day = 0; day < days; day++) {
            for (int i = 0; i < merchants; i++) {
                node.append(RandomEntries.approved("m-" + i, clock.instant()));
            }
            node.awaitWritten();
            node.meter.summarize();
            clock.advance(Duration.ofDays(1));
        }
    }

    @Test
    void minutes_areForgottenAfterTheirTime_andHoursAreNot() throws IOException {
        try (CountedNode node = node(rowsMax(400_000))) {
            days(node, 5, 1);
            assertThat(node.meter.rows())
                    .as("of the last two days and of the one that is not over")
                    .isLessThanOrEqualTo(6);
            Span minutes = untilNow(Step.MINUTE, Duration.ofDays(3));
            assertThat(new StatisticsReports(node.meter).report("m-0", minutes))
                    .isEqualTo(new NoMinutes(clock.instant().minus(Duration.ofHours(48))));
            Span young = untilNow(Step.MINUTE, Duration.ofHours(48));
            node.journalled.assertSame(counted(node.meter, "m-0", young).rows(), "m-0", young);
            assertThat(counted(node.meter, "m-0", young).rows()).isNotEmpty();
            Span hours = untilNow(Step.HOUR, Duration.ofDays(6));
            assertThat(counted(node.meter, "m-0", hours).rows()).hasSize(5);
        }
    }

    @Test
    void minutesBeyondTheBound_areForgotten_theOldestFirst() throws IOException {
        try (CountedNode node = node(rowsMax(StatisticsLimits.ROWS_MIN))) {
            Instant begin = clock.instant();
            for (int minute = 0; minute < 1_000; minute++) {
                for (int merchant = 0; merchant < 3; merchant++) {
                    node.append(RandomEntries.approved("m-" + merchant, clock.instant()));
                }
                if (minute % 50 == 0) {
                    node.awaitWritten();
                    node.meter.summarize();
                }
                clock.advance(Duration.ofMinutes(1));
            }
            node.awaitWritten();
            assertThat(node.meter.rows()).isLessThan(2 * StatisticsLimits.ROWS_MIN);
            StatisticsReport all =
                    new StatisticsReports(node.meter).report("m-0", Span.of(Step.MINUTE, begin, clock.instant()));
            Instant since = ((NoMinutes) all).since();
            assertThat(since).isBetween(begin.plusSeconds(60), clock.instant().minus(Duration.ofMinutes(200)));
            Span known = Span.of(Step.MINUTE, since, clock.instant());
            node.journalled.assertSame(counted(node.meter, "m-0", known).rows(), "m-0", known);
        }
    }

    @Test
    void afterARestart_minutesAreThoseThatTheJournalHas() throws IOException {
        try (CountedNode node = node(rowsMax(400_000))) {
            days(node, 4, 2);
            node.restart();
            NoMinutes none = (NoMinutes)
                    new StatisticsReports(node.meter).report("m-0", untilNow(Step.MINUTE, Duration.ofHours(47)));
            Span known = Span.of(Step.MINUTE, none.since(), clock.instant());
            node.journalled.assertSame(counted(node.meter, "m-0", known).rows(), "m-0", known);
            Span hours = untilNow(Step.HOUR, Duration.ofDays(6));
            node.journalled.assertSame(counted(node.meter, "m-0", hours).rows(), "m-0", hours);
        }
    }

    @Test
    void journalThatIsGone_leavesHours_andNoMinutesFromBeforeTheStart() throws IOException {
        try (CountedNode node = node(rowsMax(400_000))) {
            days(node, 3, 1);
            // Ends the part of the day before.
            node.append(RandomEntries.approved("m-0", clock.instant()));
            node.awaitWritten();
            node.meter.summarize();
            node.journal.close();
            try (Stream<Path> files = Files.list(FileJournal.directory(node.dataDir))) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            node.restart();
            assertThat(new StatisticsReports(node.meter).report("m-0", untilNow(Step.MINUTE, Duration.ofHours(1))))
                    .isEqualTo(new NoMinutes(clock.instant().plusSeconds(60)));
            assertThat(counted(node.meter, "m-0", untilNow(Step.HOUR, Duration.ofDays(6)))
                            .rows())
                    .hasSize(3);
        }
    }

    @Test
    void days_beginAtMidnightInUtc() throws IOException {
        try (CountedNode node = node(rowsMax(400_000))) {
            for (String at : List.of(
                    "2026-11-23T23:59:59.999999999Z",
                    "2026-11-24T00:00:00Z",
                    "2026-11-24T23:59:59.999Z",
                    "2026-11-25T00:00:00Z")) {
                clock.set(Instant.parse(at));
                node.append(RandomEntries.approved("m-0", clock.instant()));
            }
            node.awaitWritten();
            Span days = Span.of(Step.DAY, Instant.parse("2026-11-24T02:00:00+02:00"), clock.instant());
            assertThat(days.from()).isEqualTo("2026-11-24T00:00:00Z");
            assertThat(days.to()).isEqualTo("2026-11-25T00:00:00Z");
            assertThat(counted(node.meter, "m-0", days).rows())
                    .extracting(StatisticsReport.Row::begin, StatisticsReport.Row::decisions)
                    .containsExactly(tuple(Instant.parse("2026-11-24T00:00:00Z"), 2L));
        }
    }

    @Test
    void hours_goAfterTheirRetention() throws IOException {
        StatisticsLimits limits = new StatisticsLimits(Duration.ofHours(1), 400_000, 64, Duration.ofDays(3));
        try (CountedNode node = node(limits)) {
            days(node, 10, 1);
            assertThat(counted(node.meter, "m-0", untilNow(Step.DAY, Duration.ofDays(20)))
                            .rows())
                    .hasSizeBetween(4, 6);
            assertThat(summaries()).hasSizeBetween(3, 5);
        }
    }

    private List<String> summaries() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("data/statistics"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
