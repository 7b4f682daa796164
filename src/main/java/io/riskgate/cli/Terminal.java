package io.riskgate.cli;

import java.io.PrintWriter;

/** Where a command prints: what it found to {@code out}, what keeps it from looking to {@code err}. */
record Terminal(PrintWriter out, PrintWriter err, Style style) {

    static Terminal standard() {
        return new Terminal(
                new PrintWriter(System.out, false, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                Style.standard());
    }
}
