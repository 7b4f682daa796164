package io.riskgate.simulator;

import java.io.Console;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the demonstration prints: plainly into a file or a pipe, with colour and a moving bar on a terminal.
 *
 * @param interactive whether somebody watches
 * @param coloured whether they want colour
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive, boolean coloured) {

    private static final String ESCAPE = "\u001b[";

    /** Standard output. Without colour if {@code NO_COLOR} is set, see no-color.org, or the terminal is a dumb one. */
    static Terminal standard() {
        boolean interactive = isTerminal(System.console());
        boolean plain = System.getenv("NO_COLOR") != null || "dumb".equals(System.getenv("TERM"));
        return new Terminal(System.out, System.err, interactive, interactive && !plain);
    }

    String bold(String text) {
        return styled("1", text);
    }

    String good(String text) {
        return styled("32", text);
    }

    String bad(String text) {
        return styled("31", text);
    }

    private String styled(String style, String text) {
        return coloured ? ESCAPE + style + "m" + text + ESCAPE + "0m" : text;
    }

    /** Since JDK 22 there can be a console without a terminal, and {@code Console.isTerminal} to ask it. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJdk) {
            return true;
        }
    }
}
