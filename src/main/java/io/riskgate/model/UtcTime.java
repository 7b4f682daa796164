package io.riskgate.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/**
 * Reads times as {@link Instant#parse} does. Hot: the usual form, {@code 2026-11-23T08:00:00Z} with or without decimals, is
 * read digit by digit, since the general way allocates much. Stateless.
 */
public final class UtcTime {

    private static final int SECONDS_END = 19;
    private static final int DECIMALS_MAX = 9;
    private static final int SECONDS_PER_DAY = 86_400;

    private UtcTime() {}

    /**
     * Reads one.
     *
     * @throws DateTimeParseException if it is no time
     */
    public static Instant parse(String text) {
        return isUsual(text) ? usual(text) : Instant.parse(text);
    }

    private static boolean isUsual(String text) {
        int end = text.length() - 1;
        if (end < SECONDS_END || end == SECONDS_END + 1 || end > SECONDS_END + 1 + DECIMALS_MAX) {
            return false;
        }
        for (int i = 0; i <= end; i++) {
            char expected =
                    switch (i) {
                        case 4, 7 -> '-';
                        case 10 -> 'T';
                        case 13, 16 -> ':';
                        default -> i == end ? 'Z' : i == SECONDS_END ? '.' : '0';
                    };
            char c = text.charAt(i);
            if (expected == '0' ? c < '0' || c > '9' : c != expected) {
                return false;
            }
        }
        // The others, midnight as 24:00 and leap seconds, have rules of their own.
        return digits(text, 11, 13) < 24 && digits(text, 14, 16) < 60 && digits(text, 17, SECONDS_END) < 60;
    }

    private static Instant usual(String text) {
        long days;
        try {
            days = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10))
                    .toEpochDay();
        } catch (DateTimeException noDate) {
            throw new DateTimeParseException("no such date", text, 0, noDate);
        }
        int seconds = (digits(text, 11, 13) * 60 + digits(text, 14, 16)) * 60 + digits(text, 17, SECONDS_END);
        int nanos = 0;
        for (int i = SECONDS_END + 1; i <= SECONDS_END + DECIMALS_MAX; i++) {
            nanos = nanos * 10 + (i < text.length() - 1 ? text.charAt(i) - '0' : 0);
        }
        return Instant.ofEpochSecond(days * SECONDS_PER_DAY + seconds, nanos);
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
