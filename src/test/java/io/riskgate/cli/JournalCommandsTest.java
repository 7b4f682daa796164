package io.riskgate.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.DeafListener;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalSettings;
import io.riskgate.model.Decision;
import io.riskgate.model.Effect;
import io.riskgate.model.Evidence;
import io.riskgate.model.Reason;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Ruleset;
import io.riskgate.store.FileRulesetStore;
import io.riskgate.store.RulesetVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit verify} and {@code replay} over the data directory of an engine. */
class JournalCommandsTest {

    private static final String RULES = """
            package platform
            rule "Often" when Checkout( velocity.count("card", "1h") >= 3 ) then decision.decline("often"); end
            """;

    /** As an engine answers. */
    private static final String ANSWER = """
            {"decidedAt":"2026-11-26T04:31:38.406Z","decision":{"id":"a b","merchantId":"acme","verdict":"DECLINE","score":0,
             "reasons":[{"code":"often","rule":"Often","ruleset":"platform@1","effect":"DECLINE"}],"tags":[],
             "rulesets":["platform@1"],"degraded":[],"elapsedMicros":120},"same":true,
             "again":{"verdict":"DECLINE","score":0,"reasons":[],"tags":[]}}""";

    @TempDir
    Path data;

    @BeforeEach
    void write() {
        FileRulesetStore store = new FileRulesetStore(data);
        store.append(
                "platform",
                new RulesetVersion(
                        1,
                        "me",
                        Checkouts.NOON,
                        RulesetVersion.Mode.ACTIVE,
                        Ruleset.hash(RULES),
                        RulesetVersion.Source.API,
                        1),
                RULES);
        try (FileJournal journal =
                new FileJournal(data, JournalSettings.DEFAULTS, new DeafListener(), Clock.systemUTC())) {
            assertThat(journal.append(entry("few", 2, Verdict.APPROVE))).isTrue();
            assertThat(journal.append(entry("many", 3, Verdict.DECLINE))).isTrue();
            assertThat(journal.append(entry("forged", 3, Verdict.APPROVE))).isTrue();
        }
    }

    @Test
    void journalAsWritten_isVerified() {
        CommandRun run =
                CommandRun.of("audit", "verify", FileJournal.directory(data).toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("All as written: entries 1 to 3 in 1 file\nDigest of entry 3, to be kept");
    }

    @Test
    void changedByte_isNamed_alsoAsJson() throws IOException {
        Path file = file();
        Files.writeString(
                file, Files.readString(file, ISO_8859_1).replace("\"id\":\"many\"", "\"id\":\"mane\""), ISO_8859_1);
        CommandRun run = CommandRun.of("audit", "verify", file.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .startsWith(file.getFileName() + ":2: entry 2 was changed\n1 place not as written: entries 1 to 3");
        CommandRun json = CommandRun.of("audit", "verify", "--json", file.toString());
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(json.out()).contains("\"kind\" : \"CHANGED\"", "\"entry\" : 2");
    }

    @Test
    void decision_comesOutTheSame() {
        CommandRun run = CommandRun.of("replay", "many", "--data", data.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "many of acme, decided 2026-11-23T12:00:00Z\n",
                        "  DECLINE, score 0, by platform@1\n",
                        "  DECLINE often: Often (platform@1)\n",
                        "The same comes out again.");
    }

    @Test
    void decisionThatTheEvidenceContradicts_isShownWithWhatComesOut() {
        CommandRun run = CommandRun.of("replay", "forged", "--merchant", "acme", "--data", data.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("Something else comes out now:\n  DECLINE, score 0\n");
    }

    @Test
    void unknownDecision_andForgottenOne_areToldApart() throws IOException {
        assertThat(CommandRun.of("replay", "none", "--data", data.toString()).out())
                .isEqualTo("Not found: the journal has no decision of the id none\n");
        Files.delete(data.resolve("keys/" + LocalDate.now(ZoneOffset.UTC) + ".key"));
        CommandRun run = CommandRun.of("replay", "many", "--data", data.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("can still be opened: the key of its day is not there");
    }

    @Test
    void engineThatRuns_isAskedForIt() throws IOException {
        AtomicReference<String> asked = new AtomicReference<>();
        AtomicReference<String> answer = new AtomicReference<>(ANSWER);
        HttpServer engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        engine.createContext("/", exchange -> {
            asked.set(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            byte[] body = answer.get().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.get().contains("\"status\"") ? 410 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        engine.start();
        String url = "http://127.0.0.1:" + engine.getAddress().getPort();
        try {
            CommandRun same = CommandRun.of("replay", "a b", "--merchant", "acme", "--url", url);
            assertThat(asked).hasValue("GET /v1/decisions/a%20b/replay?merchantId=acme");
            assertThat(same).isEqualTo(new CommandRun(0, """
                    a b of acme, decided 2026-11-26T04:31:38.406Z
                      DECLINE, score 0, by platform@1
                      DECLINE often: Often (platform@1)
                    The same comes out again.
                    """, ""));
            answer.set(ANSWER.replace("\"same\":true", "\"same\":false"));
            assertThat(CommandRun.of("replay", "a b", "--url", url).exitCode()).isEqualTo(1);
            answer.set("{\"title\":\"It is not there any more\",\"status\":410,\"detail\":\"The text is gone\"}");
            assertThat(CommandRun.of("replay", "a b", "--url", url))
                    .isEqualTo(new CommandRun(1, "error: It is not there any more: The text is gone\n", ""));
            answer.set("{\"decision\":{}}");
            assertThat(CommandRun.of("replay", "a b", "--url", url).err()).contains("is not Riskgate");
        } finally {
            engine.stop(0);
        }
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(FileJournal.directory(data))) {
            return files.findFirst().orElseThrow();
        }
    }

    private static JournalEntry entry(String id, long count, Verdict verdict) {
        List<Reason> reasons = verdict == Verdict.DECLINE
                ? List.of(new Reason("often", "Often", "platform@1", Effect.DECLINE, null))
                : List.of();
        Decision decision =
                new Decision(id, "acme", verdict, 0, reasons, List.of(), List.of("platform@1"), List.of(), 120);
        Evidence evidence = new Evidence(
                List.of(new Evidence.OfRuleset(Ruleset.hash(RULES), List.of(count), List.of())),
                50,
                80,
                Verdict.REVIEW,
                List.of());
        return new JournalEntry(Checkouts.NOON, Checkouts.checkout("acme", id), decision, true, 1, 0, evidence);
    }
}
