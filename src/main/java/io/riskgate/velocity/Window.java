package io.riskgate.velocity;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The lengths of time that a velocity function can look back over. A fixed set, so that windows can share state. */
public enum Window {
    MINUTES_1("1m", Duration.ofMinutes(1)),
    MINUTES_5("5m", Duration.ofMinutes(5)),
    MINUTES_10("10m", Duration.ofMinutes(10)),
    MINUTES_15("15m", Duration.ofMinutes(15)),
    MINUTES_30("30m", Duration.ofMinutes(30)),
    HOURS_1("1h", Duration.ofHours(1)),
    HOURS_3("3h", Duration.ofHours(3)),
    HOURS_6("6h", Duration.ofHours(6)),
    HOURS_12("12h", Duration.ofHours(12)),
    HOURS_24("24h", Duration.ofHours(24)),
    DAYS_3("3d", Duration.ofDays(3)),
    DAYS_7("7d", Duration.ofDays(7)),
    DAYS_14("14d", Duration.ofDays(14)),
    DAYS_30("30d", Duration.ofDays(30));

    private final String label;
    private final long millis;

    Window(String label, Duration length) {
        this.label = label;
        this.millis = length.toMillis();
    }

    /** As a rule writes it, such as {@code 10m}. */
    public String label() {
        return label;
    }

    public long millis() {
        return millis;
    }

    public static Optional<Window> ofLabel(String label) {
        return Arrays.stream(values()).filter(w -> w.label.equals(label)).findFirst();
    }
}
