package io.riskgate.statistics;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** How long a row is of: stretches of UTC, where a day begins at midnight. Minutes and hours are numbers since 1970. */
public enum Step {
    MINUTE("1m", 1),
    FIVE_MINUTES("5m", 5),
    QUARTER("15m", 15),
    HOUR("1h", 60),
    DAY("1d", 1_440);

    private static final int SECONDS_PER_MINUTE = 60;
    private static final int MINUTES_PER_HOUR = 60;

    private final String label;
    private final int minutes;

    Step(String label, int minutes) {
        this.label = label;
        this.minutes = minutes;
    }

    /** As callers name it. */
    public String label() {
        return label;
    }

    int minutes() {
        return minutes;
    }

    /** Whether hours are all that it takes. */
    boolean isOfHours() {
        return minutes >= MINUTES_PER_HOUR;
    }

    /** The step of that label. */
    public static Optional<Step> of(String label) {
        return Arrays.stream(values()).filter(step -> step.label.equals(label)).findFirst();
    }

    /** The minute that has this moment. */
    static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), SECONDS_PER_MINUTE);
    }

    /** When a minute begins. */
    static Instant begin(long minute) {
        return Instant.ofEpochSecond(minute * SECONDS_PER_MINUTE);
    }

    /** The hour that has this minute, see {@link io.riskgate.journal.parts.UtcHour}. */
    static long hour(long minute) {
        return Math.floorDiv(minute, MINUTES_PER_HOUR);
    }

    /** The first minute of an hour. */
    static long firstMinute(long hour) {
        return hour * MINUTES_PER_HOUR;
    }
}
