package io.riskgate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.SettableClock;
import io.riskgate.rules.Ruleset;
import io.riskgate.statistics.StatisticsReport.Counted;
import io.riskgate.statistics.StatisticsReport.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsReportsTest {

    private static final Instant NOON = Checkouts.NOON;

    @TempDir
    Path dataDir;

    private final SettableClock clock = new SettableClock(NOON);
    private StatisticsMeter meter;
    private StatisticsReports reports;

    @BeforeEach
    void start() {
        meter = new StatisticsMeter(dataDir, StatisticsLimits.DEFAULTS, clock);
        reports = new StatisticsReports(meter);
    }

    @ParameterizedTest
    @CsvSource({
        "PT1M, 1m, 1m",
        "PT1H, 1m, 1m",
        "PT3H, 1m, 1m",
        "PT6H, 5m, 1m",
        "PT24H, 15m, 1m",
        "PT48H, 15m, 5m",
        "PT49H, 1h, 1h",
        "PT72H, 1h, 1h",
        "P30D, 1d, 1h",
        "P200D, 1d, 1d",
        "P400D, 1d, 1d"
    })
    void step_isTheShortestWithFewRows_ofHoursWhereMinutesAreGone(Duration time, String usual, String possible) {
        Instant from = NOON.plusSeconds(30).minus(time);
        clock.set(NOON.plusSeconds(30));
        assertThat(reports.usualStep(from, clock.instant()).label()).isEqualTo(usual);
        assertThat(reports.possibleStep(from, clock.instant()).label()).isEqualTo(possible);
    }

    @Test
    void span_isRoundedOutwards() {
        Instant from = Instant.parse("2026-11-23T11:07:00.000000001Z");
        assertThat(Span.of(Step.FIVE_MINUTES, from, from.plusNanos(1)))
                .satisfies(span -> assertThat(span.from()).isEqualTo("2026-11-23T11:05:00Z"))
                .satisfies(span -> assertThat(span.to()).isEqualTo("2026-11-23T11:10:00Z"))
                .satisfies(span -> assertThat(span.steps()).isEqualTo(1));
        assertThat(Span.of(Step.DAY, NOON, NOON.plus(Duration.ofDays(1))).steps())
                .isEqualTo(2);
        assertThat(Span.of(Step.DAY, Instant.parse("2026-11-23T00:00:00Z"), Instant.parse("2026-11-24T00:00:00Z"))
                        .steps())
                .isEqualTo(1);
    }

    @Test
    void byMerchant_hasThoseWithTheMostDecisions_overTheWholeTime() {
        for (int merchant = 1; merchant <= 60; merchant++) {
            for (int i = 0; i < merchant; i++) {
                meter.written(RandomEntries.approved("m-" + merchant, NOON.minusSeconds(60L * i)));
            }
        }
        // One that has as many as another comes behind it, by its name.
        IntStream.range(0, 60).forEach(i -> meter.written(RandomEntries.approved("n", NOON)));
        Span minutes = Span.of(Step.MINUTE, NOON.minus(Duration.ofHours(2)), NOON.plusSeconds(1));
        Span hours = Span.of(Step.HOUR, NOON.minus(Duration.ofHours(2)), NOON.plusSeconds(1));
        for (Span span : new Span[] {minutes, hours}) {
            Counted counted = (Counted) reports.reportByMerchant(span);
            assertThat(counted.rows()).hasSize(StatisticsReports.MERCHANTS_MAX);
            assertThat(counted.rows())
                    .extracting(Row::scope)
                    .startsWith("m-60", "n", "m-59")
                    .endsWith("m-12")
                    .doesNotContain(Ruleset.PLATFORM);
            assertThat(counted.rows()).extracting(Row::decisions).startsWith(60L, 60L, 59L);
            assertThat(counted.rows()).allMatch(row -> row.begin().equals(span.from()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PT59M, 400000, 64, P400D, minutes-kept",
        "P8D, 400000, 64, P400D, minutes-kept",
        "PT48H, 999, 64, P400D, rows-max",
        "PT48H, 400000, 19, P400D, reasons-max",
        "PT48H, 400000, 64, PT23H, retention"
    })
    void badLimit_isNamed(Duration minutesKept, int rowsMax, int reasonsMax, Duration retention, String option) {
        assertThatThrownBy(() -> new StatisticsLimits(minutesKept, rowsMax, reasonsMax, retention))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("riskgate.statistics." + option);
    }
}
