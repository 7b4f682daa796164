package io.riskgate.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {

    @Property
    void anyInstant_isReadAsTheJdkWroteIt(
            @ForAll @LongRange(min = -70_000_000_000L, max = 260_000_000_000L) long second,
            @ForAll @IntRange(max = 999_999_999) int nanos) {
        Instant at = Instant.ofEpochSecond(second, nanos);
        assertThat(UtcTime.parse(at.toString())).isEqualTo(at);
    }

    @Property
    void numbersInTheUsualPlaces_areReadOrRefusedAsByTheJdk(
            @ForAll @IntRange(max = 9_999) int year,
            @ForAll @IntRange(max = 13) int month,
            @ForAll @IntRange(max = 32) int day,
            @ForAll @IntRange(max = 25) int hour,
            @ForAll @IntRange(max = 61) int second) {
        String text = "%04d-%02d-%02dT%02d:59:%02dZ".formatted(year, month, day, hour, second);
        assertThat(read(text)).as(text).isEqualTo(readByTheJdk(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23T08:00Z",
                "2026-11-23T08:00:00.Z",
                "2026-11-23T08:00:00.1Z",
                "2026-11-23T08:00:00.123456789Z",
                "2026-11-23T08:00:00.1234567890Z",
                "2026-11-23T24:00:00Z",
                "2026-11-23t08:00:00z",
                "2026-11-23T08:00:00+01:00",
                "+12026-11-23T08:00:00Z",
                "2026-11-23T08:00:00",
                "2026-11-23 08:00:00Z",
                "2016-12-31T23:59:60Z",
                "2026-02-29T08:00:00Z",
                "٢026-11-23T08:00:00Z",
                "Z",
                ""
            })
    void unusualText_isReadOrRefusedAsByTheJdk(String text) {
        assertThat(read(text)).isEqualTo(readByTheJdk(text));
    }

    private static String read(String text) {
        try {
            return UtcTime.parse(text).toString();
        } catch (DateTimeParseException refused) {
            return "refused";
        }
    }

    private static String readByTheJdk(String text) {
        try {
            return Instant.parse(text).toString();
        } catch (DateTimeParseException refused) {
            return "refused";
        }
    }
}
