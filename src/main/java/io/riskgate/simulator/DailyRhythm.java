package io.riskgate.simulator;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** When people shop: little at night, more towards noon, most in the evening, by the clock of where they live. */
final class DailyRhythm {

    private static final double[] HOURLY = {
        2.5, 1.5, 1, 0.7, 0.7, 1.2, 3, 5.5, 8, 9.5, 10.5, 11.5, 12.5, 11.5, 10.5, 10.5, 11, 12, 13.5, 15, 15.5, 13, 9, 5
    };
    private static final double BUSIEST = 15.5;

    private DailyRhythm() {}

    /** A moment of the span, drawn by the hour of the day at that offset from UTC. */
    static Instant moment(Span span, int utcOffsetHours, Dice dice) {
        ZoneOffset offset = ZoneOffset.ofHours(utcOffsetHours);
        while (true) {
            Instant candidate = span.anyMoment(dice);
            LocalTime local = candidate.atOffset(offset).toLocalTime();
            if (dice.chance(HOURLY[local.getHour()] / BUSIEST)) {
                return candidate;
            }
        }
    }
}
