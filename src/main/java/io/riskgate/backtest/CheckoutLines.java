package io.riskgate.backtest;

import io.riskgate.model.Checkout;
import org.jspecify.annotations.Nullable;

/** Reads the lines of uploaded files: the port to where the JSON of checkouts is known. Thread-safe; never blocks. */
public interface CheckoutLines {

    /** A longer line is not read. */
    int LINE_BYTES_MAX = 64 * 1024;

    /** What is in a line. */
    sealed interface Line {

        /**
         * A checkout.
         *
         * @param fraud as the line's label says, {@code null} if it has none
         */
        record Valid(Checkout checkout, @Nullable Boolean fraud) implements Line {}

        /**
         * No checkout.
         *
         * @param what is wrong with it, in words
         */
        record Invalid(String what) implements Line {}

        /** A line that is to have none: a blank one, or the names of columns. */
        record None() implements Line {}

        /** After which no line of the file can be read. */
        record Hopeless(String what) implements Line {}
    }

    /** Reads the lines of one file, in their order. For one thread. */
    @FunctionalInterface
    interface Reader {

        /**
         * Reads the next line.
         *
         * @param line without its end, at most {@link #LINE_BYTES_MAX}
         */
        Line read(byte[] line);
    }

    Reader reader(FileFormat format);
}
