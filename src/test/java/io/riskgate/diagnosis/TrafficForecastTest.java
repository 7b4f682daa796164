package io.riskgate.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.Decided;
import io.riskgate.fixture.SettableClock;
import io.riskgate.journal.parts.UtcHour;
import io.riskgate.model.Verdict;
import io.riskgate.statistics.CountedStatistics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On what statistics have counted of some days. */
class TrafficForecastTest {

    private static final Optional<Saturation.Rate> UNKNOWN = Optional.empty();

    @TempDir
    Path dataDir;

    private final SettableClock clock = new SettableClock(Checkouts.NOON);
    private CountedStatistics statistics;
    private TrafficHistory history;

    @BeforeEach
    void start() {
        statistics = new CountedStatistics(dataDir, clock);
        history = new TrafficHistory(statistics.reports(), clock);
    }

    /** Ten decisions in each hour, and a hundred in the one behind noon. */
    private void decideFor(int hours) {
        Instant from = clock.instant();
        for (int hour = 0; hour < hours; hour++) {
            Instant at = from.plus(Duration.ofHours(hour));
            int decisions = UtcHour.of(at) % 24 == 12 ? 100 : 10;
            for (int i = 0; i < decisions; i++) {
                statistics.written(Decided.decided("acme", hour + "-" + i, at.plusSeconds(i), Verdict.APPROVE));
            }
        }
        clock.set(from.plus(Duration.ofHours(hours)));
    }

    private Finding examined(Optional<Saturation.Rate> saturation) {
        history.refresh();
        return TrafficForecast.judge(history.series(), saturation);
    }

    @Test
    void history_isOfWholeHours_andReadOnce() {
        decideFor(30);
        history.refresh();
        assertThat(history.series().decisions()).hasSize(29).startsWith(10L).contains(100L);
        assertThat(history.series().endHour()).isEqualTo(UtcHour.of(clock.instant()));

        // An hour goes on, and one without decisions is one, too.
        decideFor(1);
        clock.advance(Duration.ofHours(1));
        history.refresh();
        assertThat(history.series().decisions()).hasSize(31).endsWith(10L, 0L);
    }

    /** By so much that all hours that were known had had their time. */
    @Test
    void clockThatWasAhead_leavesNothingBehind() {
        decideFor(30);
        Instant right = clock.instant();
        history.refresh();
        clock.advance(Duration.ofDays(60));
        decideFor(2);
        history.refresh();
        assertThat(history.series().decisions()).hasSize(1);

        clock.set(right);
        decideFor(3);
        history.refresh();
        assertThat(history.series().decisions()).hasSize(32).doesNotContain(0L);
        assertThat(history.series().endHour()).isEqualTo(UtcHour.of(clock.instant()));
    }

    @Test
    void tooLittleHistory_isSaid() {
        decideFor(30);
        Finding finding = examined(Optional.of(new Saturation.Rate(1_000, true)));
        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.summary()).contains("29 whole hours", "needs 48");
    }

    @Test
    void peakBeyondSaturation_isForeseenWithItsHour() {
        decideFor(60);
        // 100 in an hour, where 72 are too many.
        Finding finding = examined(Optional.of(new Saturation.Rate(0.025, true)));
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.numbers()).containsEntry("hoursUntilTooMany", 12L).containsEntry("hoursUntilPeak", 12L);
        assertThat(finding.summary()).contains("2026-11-26T12:00:00Z", "measured");
        assertThat(finding.advice()).contains("In 12 hours");

        assertThat(examined(Optional.of(new Saturation.Rate(0.03, true))).severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void trafficThatFits_isFine() {
        decideFor(60);
        assertThat(examined(Optional.of(new Saturation.Rate(10, false))).severity())
                .isEqualTo(Severity.OK);
        assertThat(examined(UNKNOWN))
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.OK))
                .satisfies(finding -> assertThat(finding.summary()).contains("not known"));
    }
}
