package io.riskgate.journal.parts;

import java.time.Instant;

/** Hours as numbers: since 1970, in UTC. */
public final class UtcHour {

    public static final long SECONDS = 3_600;
    public static final long PER_DAY = 24;

    private UtcHour() {}

    /** The hour that has this moment. */
    public static long of(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), SECONDS);
    }

    /** When an hour begins. */
    public static Instant begin(long hour) {
        return Instant.ofEpochSecond(hour * SECONDS);
    }

    /** The day, since 1970 in UTC, that has this hour. */
    public static long day(long hour) {
        return Math.floorDiv(hour, PER_DAY);
    }
}
