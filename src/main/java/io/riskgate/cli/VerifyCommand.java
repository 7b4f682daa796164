package io.riskgate.cli;

import io.riskgate.journal.AuditFinding;
import io.riskgate.journal.AuditReport;
import io.riskgate.journal.JournalAudit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code riskgate audit verify}. */
@Command(
        name = "verify",
        description = "Checks that no entry of the journal was changed, removed, added or moved.",
        footer = {"", "Exit code: 0 if none was, 1 if one was, 2 for wrong usage."})
final class VerifyCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            paramLabel = "PATH",
            defaultValue = "data/journal",
            description = "A journal's directory, or one of its files (${DEFAULT-VALUE}).")
    private Path path = Path.of("data/journal");

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.exists(path)) {
            throw new WrongUsage(path + " does not exist");
        }
        AuditReport report = JournalAudit.verify(path);
        if (json) {
            Json.print(report, terminal);
        } else {
            print(report);
        }
        return report.ok() ? 0 : 1;
    }

    private void print(AuditReport report) {
        for (AuditFinding finding : report.findings()) {
            String where = finding.file() + ":" + finding.line() + ": ";
            String text = "entry " + finding.entry() + " " + finding.what();
            terminal.out()
                    .println(where
                            + (finding.kind() == AuditFinding.Kind.TORN
                                    ? text
                                    : terminal.style().bad(text)));
        }
        if (report.tampered() > report.findings().size()) {
            terminal.out()
                    .println("... and " + (report.tampered() - report.findings().size()) + " more");
        }
        terminal.out().println(summary(report));
        if (report.entries() > 0) {
            terminal.out().println("Digest of entry " + report.last() + ", to be kept elsewhere: " + report.digest());
        }
    }

    private String summary(AuditReport report) {
        String entries = report.entries() == 0 ? "no entries" : "entries " + report.first() + " to " + report.last();
        String counted = entries + " in " + Count.of(report.files(), "file")
                + (report.unchained() == 0 ? "" : ", " + Count.of(report.unchained(), "line") + " of before the chain")
                + (report.repeated() == 0
                        ? ""
                        : ", " + Count.of(report.repeated(), "line") + " twice after a disk failure");
        return report.ok()
                ? terminal.style().good("All as written: ") + counted
                : terminal.style().bad(Count.of(report.tampered(), "place") + " not as written: ") + counted;
    }
}
