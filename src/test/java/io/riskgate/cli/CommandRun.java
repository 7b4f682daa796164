package io.riskgate.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What one command did. */
record CommandRun(int exitCode, String out, String err) {

    static CommandRun of(String... arguments) {
        return of(false, arguments);
    }

    static CommandRun coloured(String... arguments) {
        return of(true, arguments);
    }

    private static CommandRun of(boolean coloured, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = RiskgateCommand.run(
                new Terminal(new PrintWriter(out), new PrintWriter(err, true), new Style(coloured)), arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}
