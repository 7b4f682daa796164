package io.riskgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.riskgate.cli.RunningEngine.RefusedRequest;
import io.riskgate.cli.RunningEngine.Reply;
import io.riskgate.diagnosis.DiagnosisReport;
import io.riskgate.diagnosis.Finding;
import io.riskgate.diagnosis.Severity;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code riskgate doctor}. */
@Command(
        name = "doctor",
        description = {
            "Asks a running engine how it is: what an on-call engineer would look at, with advice.",
            "RISKGATE_KEY is a key of the engine, with the scope admin."
        },
        footer = {
            "",
            "Exit code: 0 if there is nothing worse than a notice, 1 if there is a warning or worse, or no answer, 2 for wrong usage."
        })
final class DoctorCommand implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Terminal terminal;
    private final @Nullable String key;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "Where the engine listens, ${DEFAULT-VALUE} if not said.")
    private String url = "";

    @Option(names = "--json", description = "Print the engine's answer as it is.")
    private boolean json;

    @Option(names = "--numbers", description = "Print the numbers of what is fine, too.")
    private boolean numbers;

    /** @param key for the engine, {@code null} for none; not an option, since others see those */
    DoctorCommand(Terminal terminal, @Nullable String key) {
        this.terminal = terminal;
        this.key = key;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (json && numbers) {
            throw new WrongUsage("--json prints the whole answer, so it takes no --numbers");
        }
        RunningEngine engine = RunningEngine.at(url, key, "admin");
        return switch (engine.send(engine.request("/v1/ops/diagnosis").GET(), RunningEngine.ANSWER_MAX)) {
            case Reply.None none -> fail(none.why());
            case Reply.Came came -> print(engine, came);
        };
    }

    private int print(RunningEngine engine, Reply.Came came) {
        DiagnosisReport report = came.status() == 200 ? read(came.body()) : null;
        if (report == null) {
            RefusedRequest refused = RunningEngine.problem(came.body());
            if (came.status() == 200 || refused == null) {
                return fail(engine.isNoRiskgate(came.status()));
            }
            new ExplainText(terminal).print(refused);
            return 1;
        }
        if (json) {
            terminal.out().println(came.body());
        } else {
            new DoctorText(terminal, numbers).print(report);
        }
        return report.severity().compareTo(Severity.WARNING) < 0 ? 0 : 1;
    }

    /** {@code null} if it is not Riskgate's. */
    private static @Nullable DiagnosisReport read(String body) {
        try {
            DiagnosisReport report = JSON.readValue(body, DiagnosisReport.class);
            return isWhole(report) ? report : null;
        } catch (JsonProcessingException notRiskgate) {
            return null;
        }
    }

    /** Jackson leaves out what is not there, whatever the record says of null. */
    private static boolean isWhole(@Nullable DiagnosisReport read) {
        return read != null
                && Stream.of(read.at(), read.severity()).allMatch(Objects::nonNull)
                && read.findings().stream().allMatch(DoctorCommand::isWhole);
    }

    private static boolean isWhole(Finding finding) {
        return Stream.of(finding.id(), finding.severity(), finding.summary(), finding.advice())
                .allMatch(Objects::nonNull);
    }

    private int fail(String why) {
        terminal.err().println(terminal.style().bad("riskgate: ") + why);
        return 1;
    }
}
