package io.riskgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what an engine answered once, see src/test/resources/explain. */
class ExplainCommandTest {

    private static final String CHECKOUT = "{\"id\":\"chk-1\"}";

    @TempDir
    Path directory;

    private final AtomicReference<String> asked = new AtomicReference<>();
    private HttpServer engine;
    private String url;
    private volatile int status = 200;
    private volatile String answer;

    @BeforeEach
    void start() throws IOException {
        answer = Files.readString(Path.of("src/test/resources/explain/answer.json"));
        engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        engine.createContext("/", exchange -> {
            asked.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
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
    void explanation_saysOfEachRuleWhatItDid() {
        assertThat(explain()).isEqualTo(new CommandRun(0, """
                REVIEW, score 60: checkout chk-1 of acme
                  reasons: foreign_gift_cards (+60)
                  tags: cheap

                acme@1: 2 of 5 rules fired
                  fired  Gift cards with a foreign card
                  no     Many cards on the device
                         fails: Checkout: velocity.distinct("card", "device", "24h") >= 3
                                velocity.distinct("card", "device", "24h") = 1
                  no     No books
                         fails: not Item: there is one
                                item 1 = Item[sku=B-1, category=books, quantity=1, price=19.90]
                  fired  Cheap things (2 times)
                  no     Switched off
                         not enabled

                velocity
                  velocity.distinct("card", "device", "24h") = 1
                """, ""));
        assertThat(asked).hasValue("POST /v1/decisions/explain " + CHECKOUT);
    }

    @Test
    void checkout_mayBeAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("chk.json"), "[]");
        assertThat(CommandRun.of("explain", file.toString(), "--url", url + "/").exitCode())
                .isZero();
        assertThat(asked).hasValue("POST /v1/decisions/explain []");
    }

    @Test
    void oneRule_isShownAlone() {
        assertThat(explain("--rule", "No books")).isEqualTo(new CommandRun(0, """
                REVIEW, score 60: checkout chk-1 of acme
                  reasons: foreign_gift_cards (+60)
                  tags: cheap

                acme@1: 2 of 5 rules fired
                  no     No books
                         fails: not Item: there is one
                                item 1 = Item[sku=B-1, category=books, quantity=1, price=19.90]
                """, ""));
        assertThat(explain("--rule", "No bukes"))
                .isEqualTo(new CommandRun(
                        1, "", "riskgate: The rules that are active for acme have none that is named \"No bukes\"\n"));
    }

    @Test
    void engineThatAsksForAKey_isSaid() {
        status = 401;
        answer = "{\"title\":\"Who are you?\"}";

        assertThat(explain())
                .isEqualTo(new CommandRun(
                        1,
                        "",
                        "riskgate: The engine at " + url
                                + " asks for a key. Set RISKGATE_KEY to one with the scope rules\n"));
    }

    @Test
    void json_isTheAnswerAsItIs() {
        assertThat(explain("--json")).isEqualTo(new CommandRun(0, answer + System.lineSeparator(), ""));
    }

    @Test
    void newerEngine_mayHaveMoreToSay() {
        answer = answer.replaceFirst("\\{", "{\"news\":{},");
        assertThat(explain().exitCode()).isZero();
    }

    @Test
    void decidedBefore_isSaid() {
        answer = answer.replace("\"counted\":false", "\"counted\":true");
        assertThat(explain().out()).contains("It was decided before");
    }

    @Test
    void refusedCheckout_isSaidFieldByField() {
        status = 400;
        answer = """
                {"type":"urn:riskgate:problem:invalid-request","title":"The request is not valid","status":400,
                 "detail":"amount: is required","errors":[{"field":"amount","message":"is required"},
                 {"field":"items[0].\u009bprice","message":"must be a number"}]}""";
        assertThat(explain()).isEqualTo(new CommandRun(1, """
                error: The request is not valid
                  amount: is required
                  items[0].\\u009bprice: must be a number
                """, ""));
        assertThat(explain("--json")).isEqualTo(new CommandRun(1, answer + System.lineSeparator(), ""));
    }

    @Test
    void busyEngine_isSaid() {
        status = 503;
        answer = "{\"title\":\"Try again later\",\"detail\":\"The merchant's shard is busy; try again\"}";
        assertThat(explain().out()).isEqualTo("error: Try again later: The merchant's shard is busy; try again\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "[1]", "null", "{\"rulesets\":3}"})
    void otherServer_isNoEngine(String body) {
        answer = body;
        for (int code : new int[] {200, 404}) {
            status = code;
            CommandRun run = explain();
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("riskgate: What answers at " + url + ", with status " + code);
        }
    }

    @Test
    void noEngine_isSaidWithWhatToDo() {
        engine.stop(0);
        assertThat(explain())
                .isEqualTo(new CommandRun(
                        1,
                        "",
                        "riskgate: Nothing answers at " + url
                                + ". Start an engine with ./riskgate serve, or say where one runs with --url\n"));
    }

    @Test
    void silentEngine_isNotWaitedForLong() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        engine.removeContext("/");
        engine.createContext("/", exchange -> {
            try {
                done.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            assertThat(new RunningEngine(URI.create(url), null, "rules", Duration.ofMillis(50)).explain(new byte[0]))
                    .isEqualTo(new RunningEngine.Answer.None("No answer of " + url + " within 50 ms"));
        } finally {
            done.countDown();
        }
    }

    private CommandRun explain(String... options) {
        String[] arguments = new String[options.length + 4];
        System.arraycopy(new String[] {"explain", "-", "--url", url}, 0, arguments, 0, 4);
        System.arraycopy(options, 0, arguments, 4, options.length);
        return CommandRun.withInput(CHECKOUT, arguments);
    }
}
