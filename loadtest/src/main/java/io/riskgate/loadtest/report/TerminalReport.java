package io.riskgate.loadtest.report;

import java.io.PrintStream;

/** x */
public final class TerminalReport {
    private final PrintStream out;

    public TerminalReport(PrintStream out) {
        this.out = out;
    }

    public void print(ScenarioReport r) {
        out.println(r.name() + ": " + r.summary());
        r.goals().forEach(g -> out.println("  " + (g.met() ? "met    " : "MISSED ") + g));
        r.notes().forEach(n -> out.println("  " + n));
    }
}
