package io.riskgate.cli;

import io.riskgate.terminal.Style;
import java.io.InputStream;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;

/** Where a command prints: what it found to {@code out}, what keeps it from looking to {@code err}; and what it is given. */
record Terminal(InputStream in, PrintWriter out, PrintWriter err, Style style) {

    static Terminal standard() {
        return new Terminal(
                System.in,
                new PrintWriter(System.out, false, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                standardStyle());
    }

    /** Coloured as picocli sees it: on a terminal, unless {@code NO_COLOR} is set; what the launcher says comes first. */
    private static Style standardStyle() {
        return new Style(Ansi.AUTO.enabled() && !"dumb".equals(System.getenv("TERM")));
    }
}
