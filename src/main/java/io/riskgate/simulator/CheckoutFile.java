package io.riskgate.simulator;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * The program that writes a simulated day's checkouts into a file, for load tests: in each line the body of a
 * {@code POST /v1/decisions}, in order of time. Exit code 0; 1 if the file cannot be written; 2 if the arguments cannot
 * be understood.
 */
public final class CheckoutFile {

    private CheckoutFile() {}

    public static void main(String... arguments) {
        if (Arrays.asList(arguments).contains("--help")) {
            System.out.print(CheckoutFileArguments.USAGE);
            return;
        }
        System.exit(run(Clock.systemUTC(), arguments));
    }

    /** Returns the exit code. Blocks. */
    static int run(InstantSource clock, String... arguments) {
        CheckoutFileArguments parsed;
        try {
            parsed = CheckoutFileArguments.parse(arguments);
        } catch (IllegalArgumentException misunderstood) {
            System.err.println(misunderstood.getMessage());
            System.err.print(CheckoutFileArguments.USAGE);
            return 2;
        }
        try {
            write(parsed, clock.instant().truncatedTo(ChronoUnit.SECONDS));
            return 0;
        } catch (IOException failed) {
            System.err.println("Cannot write " + parsed.file() + ": " + failed);
            return 1;
        }
    }

    private static void write(CheckoutFileArguments arguments, Instant endsAt) throws IOException {
        SimulatedDay day = DaySimulator.simulate(new DayPlan(arguments.seed(), arguments.checkouts(), endsAt));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(arguments.file()))) {
            for (LabelledCheckout labelled : day.checkouts()) {
                out.write(CheckoutJson.write(labelled.checkout()));
                out.write('\n');
            }
        }
    }
}
