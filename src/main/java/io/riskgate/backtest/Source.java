package io.riskgate.backtest;

import java.io.IOException;
import java.util.List;

/** Where the events of a backtest come from. */
interface Source {

    /** What a source tells whoever reads it. Each method may throw {@link Stopped}, which ends the reading. */
    interface Reading {

        /** The next event, nearly in the order of their times. */
        void event(Event event);

        /** A line of a file could not be read. */
        void wrongLine(long number, String what);

        /** Lines of the journal could not be read. */
        void wrongLines(long count, List<String> what);

        /**
         * So far it has come.
         *
         * @param fraction of the way, 0 to 1; an estimate
         */
        void reached(double fraction);
    }

    /** Passes all on, on the caller's thread. Blocks. */
    void read(Reading reading) throws IOException;
}
