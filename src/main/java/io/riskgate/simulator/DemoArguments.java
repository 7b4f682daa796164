package io.riskgate.simulator;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What the demonstration was asked for.
 *
 * @param url of a running engine, or {@code null} to start one
 * @param perSecond requests a second, or 0 for as fast as answers come
 */
record DemoArguments(@Nullable URI url, long seed, int checkouts, int perSecond) {

    static final String USAGE = """
            usage: riskgate demo [--url http://host:port] [--seed N] [--checkouts N] [--rate N]

              --url        play against a running engine; it keeps the checkouts and lists that it is sent.
                           RISKGATE_KEY is the key of an admin there.
                           Without it, an engine is started for the demonstration and removed afterwards
              --seed       the same seed plays the same day (default 42)
              --checkouts  of the day, %,d to %,d (default 20,000)
              --rate       checkouts a second, up to %,d; 0 for as fast as answers come (default 1,000)
            """.formatted(DayPlan.CHECKOUTS_MIN, DayPlan.CHECKOUTS_MAX, DemoArguments.RATE_MAX);

    private static final int RATE_MAX = 100_000;

    /** @throws IllegalArgumentException with a sentence for the user if they cannot be understood */
    static DemoArguments parse(String... arguments) {
        URI url = null;
        long seed = 42;
        int checkouts = 20_000;
        int perSecond = 1_000;
        for (int i = 0; i < arguments.length; i += 2) {
            String option = arguments[i];
            String value = i + 1 < arguments.length ? arguments[i + 1] : "";
            switch (option) {
                case "--url" -> url = url(value);
                case "--seed" -> seed = number(option, value, Long.MIN_VALUE, Long.MAX_VALUE);
                case "--checkouts" ->
                    checkouts = (int) number(option, value, DayPlan.CHECKOUTS_MIN, DayPlan.CHECKOUTS_MAX);
                case "--rate" -> perSecond = (int) number(option, value, 0, RATE_MAX);
                default -> throw new IllegalArgumentException("There is no option " + Printable.line(option, 40) + ".");
            }
        }
        return new DemoArguments(url, seed, checkouts, perSecond);
    }

    static long number(String option, String value, long min, long max) {
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, like a number out of bounds.
        }
        throw new IllegalArgumentException(option + " takes a whole number from " + min + " to " + max + ".");
    }

    private static URI url(String value) {
        try {
            URI url = new URI(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
            if ("http".equals(url.getScheme()) && url.getHost() != null && url.getPort() > 0) {
                return url;
            }
        } catch (URISyntaxException notAnUrl) {
            // Refused below, like an URL of another kind.
        }
        throw new IllegalArgumentException("--url takes http://host:port, such as http://127.0.0.1:8080.");
    }
}
