package io.riskgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.riskgate.terminal.Style;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/** What one command did. */
record CommandRun(int exitCode, String out, String err) {

    static CommandRun of(String... arguments) {
        return of("", false, arguments);
    }

    static CommandRun coloured(String... arguments) {
        return of("", true, arguments);
    }

    static CommandRun withInput(String input, String... arguments) {
        return of(input, false, arguments);
    }

    private static CommandRun of(String input, boolean coloured, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = RiskgateCommand.run(
                new Terminal(
                        new ByteArrayInputStream(input.getBytes(UTF_8)),
                        new PrintWriter(out),
                        new PrintWriter(err, true),
                        new Style(coloured)),
                arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}
