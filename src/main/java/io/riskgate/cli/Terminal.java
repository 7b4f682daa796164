package io.riskgate.cli;

import java.io.InputStream;
import java.io.PrintWriter;

/** Where a command prints: what it found to {@code out}, what keeps it from looking to {@code err}; and what it is given. */
record Terminal(InputStream in, PrintWriter out, PrintWriter err, Style style) {

    static Terminal standard() {
        return new Terminal(
                System.in,
                new PrintWriter(System.out, false, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                Style.standard());
    }
}
