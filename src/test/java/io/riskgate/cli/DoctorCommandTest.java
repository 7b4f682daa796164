package io.riskgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorCommandTest {

    private static final String ILL = """
            {"at":"2026-11-26T07:30:00Z","severity":"WARNING","findings":[
             {"id":"disk","severity":"WARNING","summary":"9.0 GB are left.","numbers":{"freeBytes":9000000000,"bytesPerDay":1.5E9},
              "of":[],"advice":"Add room, or keep the journal for less long (riskgate.journal.retention); lines that the windows, usage or statistics need are kept all the same."},
             {"id":"shards","severity":"NOTICE","summary":"Shard 3 has 4.2 times its part.","numbers":{"busiestShard":3},
              "of":[{"name":"loud\\u009b","numbers":{"shareOfShard":0.91}},{"name":"acme","numbers":{}}],"advice":"Part them."},
             {"id":"journal","severity":"OK","summary":"The journal is written.","numbers":{"queued":0},"of":[],"advice":""}]}""";

    private final AtomicReference<String> asked = new AtomicReference<>();
    private HttpServer engine;
    private String url;
    private volatile int status = 200;
    private volatile String answer = ILL;

    @BeforeEach
    void start() throws IOException {
        engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        engine.createContext("/", exchange -> {
            asked.set(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            byte[] body = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        engine.start();
        url = "http://127.0.0.1:" + engine.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        engine.stop(0);
    }

    @Test
    void diagnosis_hasTheWorstFirst_andNumbersOfWhatIsNotFine() {
        assertThat(CommandRun.of("doctor", "--url", url)).isEqualTo(new CommandRun(1, """
                warning at 2026-11-26T07:30:00Z: no critical findings, 1 warning, 1 notice, 1 fine

                warning   disk: 9.0 GB are left.
                          freeBytes=9000000000 bytesPerDay=1500000000
                          -> Add room, or keep the journal for less long (riskgate.journal.retention); lines that the windows,
                          usage or statistics need are kept all the same.
                notice    shards: Shard 3 has 4.2 times its part.
                          busiestShard=3
                          - loud\\u009b shareOfShard=0.91
                          - acme
                          -> Part them.
                ok        journal: The journal is written.
                """, ""));
        assertThat(asked).hasValue("GET /v1/ops/diagnosis");
    }

    @Test
    void numbers_areShownOfAllIfWanted() {
        assertThat(CommandRun.of("doctor", "--numbers", "--url", url).out())
                .endsWith("ok        journal: The journal is written.\n          queued=0\n");
    }

    @ParameterizedTest
    @CsvSource({"OK, 0, 32", "NOTICE, 0, 1", "WARNING, 1, '1;33'", "CRITICAL, 1, '1;31'"})
    void worstFinding_isTheExitCodeAndTheColour(String severity, int exitCode, String colour) {
        answer = "{\"at\":\"2026-11-26T07:30:00Z\",\"severity\":\"" + severity + "\",\"findings\":[]}";
        CommandRun run = CommandRun.coloured("doctor", "--url", url);
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.out()).startsWith("\u001b[" + colour + "m");
    }

    @Test
    void json_isTheAnswerAsItIs() {
        assertThat(CommandRun.of("doctor", "--json", "--url", url))
                .isEqualTo(new CommandRun(1, answer + System.lineSeparator(), ""));
    }

    @Test
    void keyThatIsNoAdmins_isSaid() {
        status = 403;
        answer = "{\"title\":\"That is not allowed\",\"detail\":\"The caller has not the scope for this\"}";
        assertThat(CommandRun.of("doctor", "--url", url))
                .isEqualTo(
                        new CommandRun(1, "error: That is not allowed: The caller has not the scope for this\n", ""));
        status = 401;
        assertThat(CommandRun.of("doctor", "--url", url).err())
                .contains("Set RISKGATE_KEY to one with the scope admin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{}",
                "[1]",
                "null",
                "{\"at\":\"2026-11-26T07:30:00Z\",\"severity\":\"OK\"}",
                "{\"at\":\"2026-11-26T07:30:00Z\",\"severity\":\"OK\",\"findings\":[{}]}"
            })
    void otherServer_isNoEngine(String body) {
        answer = body;
        for (int code : new int[] {200, 404}) {
            status = code;
            CommandRun run = CommandRun.of("doctor", "--url", url);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("riskgate: What answers at " + url + ", with status " + code);
        }
    }

    @Test
    void noEngine_isSaidWithWhatToDo() {
        engine.stop(0);
        CommandRun run = CommandRun.of("doctor", "--url", url);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("Nothing answers at " + url, "./riskgate serve");
    }
}
