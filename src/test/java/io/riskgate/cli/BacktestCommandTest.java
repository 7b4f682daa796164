package io.riskgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an engine that answers as src/test/resources/backtest has it. */
class BacktestCommandTest {

    private static final String RULES =
            "rule \"dear\" when Checkout( amount > 100 ) then decision.decline(\"dear\"); end\n";
    private static final String ID = "0b0e1f9a-7c8e-4d6c-9f59-3f3a6a0b6d11";
    private static final String RUNNING = "{\"id\":\"" + ID
            + "\",\"state\":\"RUNNING\",\"progress\":{\"fraction\":0.42,\"checkouts\":420000,\"perSecond\":50000},\"notes\":[]}";

    @TempDir
    Path directory;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer engine;
    private String url;
    private Path rules;
    private volatile int startStatus = 202;
    private volatile String started = RUNNING;
    private volatile String ended;

    @BeforeEach
    void start() throws IOException {
        rules = Files.writeString(directory.resolve("dear.drl"), RULES);
        ended = Files.readString(Path.of("src/test/resources/backtest/answer.json"))
                .strip();
        engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        engine.createContext("/v1/rulesets/", exchange -> answer(exchange, startStatus, started));
        engine.createContext("/v1/backtests/files", exchange -> answer(exchange, 201, "{\"file\":\"3b1f\"}"));
        engine.createContext("/v1/backtests/" + ID, exchange -> answer(exchange, 200, ended));
        engine.start();
        url = "http://127.0.0.1:" + engine.getAddress().getPort();
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @AfterEach
    void stop() {
        engine.stop(0);
    }

    private CommandRun backtest(String... options) {
        String[] arguments = new String[options.length + 7];
        System.arraycopy(
                new String[] {"rules", "backtest", rules.toString(), "--scope", "ac me", "--url", url},
                0,
                arguments,
                0,
                7);
        System.arraycopy(options, 0, arguments, 7, options.length);
        return CommandRun.of(arguments);
    }

    @Test
    void result_isATableWithTheMoneyThatMoved() {
        CommandRun run = backtest();

        assertThat(run.out()).isEqualTo("""
                acme@candidate on 999,000 checkouts, after 1,000 of history, in 20.0 s (50,000/s)

                  before/after       APPROVE        REVIEW     CHALLENGE       DECLINE
                  APPROVE            998,000             0             0           900
                  REVIEW                 100             0             0             0
                  CHALLENGE                0             0             0             0
                  DECLINE                  0             0             0             0

                money moved: 1,000 checkouts changed
                  stricter           900  10.00 EUR, 123,456.70 USD
                  milder             100  2,500.00 USD

                  reasons given most often             before        after
                  dear                                                 900
                  young_account                           100

                  where outcomes are known             before        after
                  fraud stopped                            10           40
                  fraud that passed                        30            0
                  legitimate stopped                       90            0
                  precision                           10.00 %     100.00 %
                  recall                              25.00 %     100.00 %

                for example
                  chk-1 of acme, 129.90 USD: APPROVE -> DECLINE (dear)

                  7 checkouts decided without the rules, and not compared
                  1 checkout too late for their place in the order of events
                  windows were forgotten for want of memory, so some values are too small

                1 line could not be read
                  line 12: amount: must be a number

                  Lists are as they are now.
                """);
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEqualToNormalizingNewlines("  backtest  42 %  420,000  50,000/s   \n");
        assertThat(asked)
                .containsExactly(
                        "POST /v1/rulesets/ac%20me/backtest text/x-drl // file: dear.drl\n" + RULES,
                        "GET /v1/backtests/" + ID + " null ");
    }

    @Test
    void optionsAndFile_areSent() throws IOException {
        Path checkouts = Files.writeString(directory.resolve("day.csv"), "id\n");
        backtest(
                "--file",
                checkouts.toString(),
                "--from",
                "2026-11-01T00:00:00Z",
                "--to",
                "2026-11-02T00:00:00Z",
                "--warm-up",
                "7d",
                "--sample",
                "0.5",
                "--on-error",
                "stop");

        assertThat(asked.getFirst()).isEqualTo("POST /v1/backtests/files text/csv id\n");
        assertThat(asked.get(1))
                .startsWith(
                        "POST /v1/rulesets/ac%20me/backtest?from=2026-11-01T00%3A00%3A00Z&to=2026-11-02T00%3A00%3A00Z"
                                + "&warmUp=7d&sample=0.5&onError=stop&file=3b1f text/x-drl");
    }

    @Test
    void json_isTheAnswerAsItIs() {
        assertThat(backtest("--json").out()).isEqualTo(ended + System.lineSeparator());
    }

    @Test
    void failure_isSaid() {
        ended = RUNNING.replace("\"RUNNING\"", "\"FAILED\"")
                .replace("\"notes\"", "\"failure\":\"line 3: no\",\"notes\"");
        CommandRun run = backtest();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).endsWith("riskgate: line 3: no\n");
    }

    @Test
    void refusedRules_areShownInTheirPlace() {
        startStatus = 422;
        started = """
                {"title":"The rules were refused","status":422,"detail":"1 error; the active rules are unchanged",
                 "problems":[{"code":"unknown_property","severity":"ERROR","message":"Checkout has no property amunt",
                 "line":1,"column":23,"source":"rule ...","hint":"Did you mean amount?","docs":"src/docs/rules.md#x"}]}""";
        CommandRun run = backtest();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .startsWith(rules + ":1:23: error[unknown_property]: Checkout has no property amunt")
                .endsWith("error: The rules were refused: 1 error; the active rules are unchanged\n");
    }

    @Test
    void busyEngine_isSaid() {
        startStatus = 503;
        started = "{\"title\":\"Try again later\",\"detail\":\"Too many backtests wait or run\"}";
        assertThat(backtest().out()).isEqualTo("error: Try again later: Too many backtests wait or run\n");
    }

    @Test
    void otherServer_isNoEngine() {
        started = "<html>";
        assertThat(backtest()).returns(1, CommandRun::exitCode).satisfies(run -> assertThat(run.err())
                .startsWith("riskgate: What answers at " + url));
    }

    @Test
    void cancelling_tellsTheEngine() throws InterruptedException {
        new RemoteBacktests(RunningEngine.at(url, null, "rules")).cancel(ID);
        assertThat(asked).containsExactly("DELETE /v1/backtests/" + ID + " null ");
    }
}
