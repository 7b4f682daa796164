package io.riskgate.simulator;

import io.riskgate.terminal.Style;
import java.io.Console;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the demonstration prints: plainly into a file or a pipe, with colour and a moving bar on a terminal.
 *
 * @param interactive whether somebody watches
 * @param style whether they want colour
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive, Style style) {

    /** Standard output. Without colour if {@code NO_COLOR} is set, see no-color.org, or the terminal is a dumb one. */
    static Terminal standard() {
        boolean interactive = isTerminal(System.console());
        boolean plain = System.getenv("NO_COLOR") != null || "dumb".equals(System.getenv("TERM"));
        return new Terminal(System.out, System.err, interactive, new Style(interactive && !plain));
    }

    /** Prints text so that it is seen at once. */
    void show(String text) {
        out.print(text);
        out.flush();
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
