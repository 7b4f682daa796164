package io.riskgate.simulator;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** What {@link CheckoutFile} was asked for. */
record CheckoutFileArguments(int checkouts, long seed, Path file) {

    static final String USAGE = """
            usage: CheckoutFile [--checkouts N] [--seed S] FILE

              --checkouts  of the day, %,d to %,d (default 20,000)
              --seed       the same seed makes the same day (default 42)
            """.formatted(DayPlan.CHECKOUTS_MIN, DayPlan.CHECKOUTS_MAX);

    /** @throws IllegalArgumentException with a sentence for the user if they cannot be understood */
    static CheckoutFileArguments parse(String... arguments) {
        if (arguments.length % 2 == 0) {
            throw new IllegalArgumentException("There must be options with their values, and one file after them.");
        }
        int last = arguments.length - 1;
        int checkouts = 20_000;
        long seed = 42;
        for (int i = 0; i < last; i += 2) {
            String option = arguments[i];
            String value = arguments[i + 1];
            switch (option) {
                case "--checkouts" ->
                    checkouts = (int) DemoArguments.number(option, value, DayPlan.CHECKOUTS_MIN, DayPlan.CHECKOUTS_MAX);
                case "--seed" -> seed = DemoArguments.number(option, value, Long.MIN_VALUE, Long.MAX_VALUE);
                default -> throw new IllegalArgumentException("There is no option " + Printable.line(option, 40) + ".");
            }
        }
        return new CheckoutFileArguments(checkouts, seed, path(arguments[last]));
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException notAPath) {
            throw new IllegalArgumentException("This is no file's name: " + Printable.line(file, 40), notAPath);
        }
    }
}
