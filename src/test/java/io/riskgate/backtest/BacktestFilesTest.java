package io.riskgate.backtest;

import static io.riskgate.backtest.BacktestFixture.START;
import static io.riskgate.backtest.BacktestFixture.compiled;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.backtest.BacktestReport.State;
import io.riskgate.backtest.BacktestResult.Cell;
import io.riskgate.backtest.BacktestResult.Quality;
import io.riskgate.backtest.BacktestResult.WrongLine;
import io.riskgate.limits.Limit;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Ruleset;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Window;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On uploaded files, in which no verdicts are. */
class BacktestFilesTest {

    private static final Ruleset THIRD_OF_A_CARD = compiled("acme", """
            rule "third" when Checkout( velocity.count("card", "1h") >= 3 ) then decision.decline("third"); end""");
    private static final Ruleset DEVICES_OF_A_CARD = compiled("acme", """
            rule "devices" when Checkout( velocity.distinct("device", "card", "24h") > 1 )
            then decision.review("devices"); end""");

    @TempDir
    Path dataDir;

    private BacktestFixture engine;

    @BeforeEach
    void open() {
        engine = new BacktestFixture(dataDir);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private static String line(String merchantId, int number, int second, String card, String rest) {
        return """
                {"id":"c-%d","merchantId":"%s","occurredAt":"%s","amount":10,"currency":"EUR",\
                "card":{"fingerprint":"%s"},"device":{"id":"d-%d"}%s}
                """.formatted(number, merchantId, START.plusSeconds(second), card, number % 2, rest);
    }

    @Test
    void verdictsBefore_areThoseOfTheActiveRules_onTheSameWindows() throws Exception {
        engine.rulesets.activate(DEVICES_OF_A_CARD);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            text.append(line("acme", i, i, "one", ""));
        }

        BacktestResult result =
                engine.result(engine.ofFile(THIRD_OF_A_CARD, text.toString(), FileFormat.JSON_LINES, false));

        assertThat(result.matrix())
                .containsExactly(
                        new Cell(Verdict.APPROVE, Verdict.APPROVE, 1, eur(10)),
                        new Cell(Verdict.REVIEW, Verdict.APPROVE, 1, eur(10)),
                        new Cell(Verdict.REVIEW, Verdict.DECLINE, 2, eur(20)));
        assertThat(engine.result(engine.ofFile(DEVICES_OF_A_CARD, text.toString(), FileFormat.JSON_LINES, false))
                        .examples())
                .isEmpty();
    }

    private static Map<String, BigDecimal> eur(int amount) {
        return Map.of("EUR", BigDecimal.valueOf(amount));
    }

    @Test
    void order_isThatOfTheTimes_notOfTheLines() throws Exception {
        List<String> lines = new ArrayList<>(IntStream.range(0, 500)
                .mapToObj(i -> line("acme", i, i * 60, "card-" + i % 50, ""))
                .toList());
        BacktestResult inOrder =
                engine.result(engine.ofFile(THIRD_OF_A_CARD, String.join("", lines), FileFormat.JSON_LINES, false));
        Collections.shuffle(lines, new Random(7));
        BacktestResult shuffled =
                engine.result(engine.ofFile(THIRD_OF_A_CARD, String.join("", lines), FileFormat.JSON_LINES, false));

        assertThat(shuffled.late()).isZero();
        assertThat(shuffled.matrix()).isEqualTo(inOrder.matrix()).hasSize(1);
        Ruleset second = compiled("acme", """
                rule "second" when Checkout( velocity.count("card", "1h") >= 2 ) then decision.decline("second"); end""");
        assertThat(engine.result(engine.ofFile(second, String.join("", lines), FileFormat.JSON_LINES, false))
                        .stricter()
                        .checkouts())
                .as("of each card, all but the first are less than an hour after another")
                .isEqualTo(450);
    }

    @Test
    void labels_givePrecisionAndRecall() throws Exception {
        String text = line("acme", 1, 1, "a", ",\"label\":\"legitimate\"")
                + line("acme", 2, 2, "a", "")
                + line("acme", 3, 3, "a", ",\"label\":\"fraud\"")
                + line("acme", 4, 4, "a", ",\"label\":\"legitimate\"")
                + line("acme", 5, 5, "b", ",\"label\":\"fraud\"");

        BacktestResult result = engine.result(engine.ofFile(THIRD_OF_A_CARD, text, FileFormat.JSON_LINES, false));

        assertThat(result.qualityBefore()).isEqualTo(new Quality(0, 2, 0, 2, null, 0.0));
        assertThat(result.qualityAfter()).isEqualTo(new Quality(1, 1, 1, 1, 0.5, 0.5));
    }

    @Test
    void malformedLines_areNamedAndPassedOver_orEndIt() throws Exception {
        StringBuilder text = new StringBuilder("\ufeff" + line("acme", 0, 0, "a", "") + "\n");
        for (int i = 0; i < 150; i++) {
            text.append("{\"id\":\r\n");
        }
        text.append(line("other", 1, 1, "a", ""));
        text.append("x".repeat(CheckoutLines.LINE_BYTES_MAX + 1)).append('\n');
        text.append(line("acme", 2, 2, "a", ",\"label\":\"maybe\"").strip());

        BacktestResult result =
                engine.result(engine.ofFile(THIRD_OF_A_CARD, text.toString(), FileFormat.JSON_LINES, false));

        assertThat(result.checkouts()).isEqualTo(1);
        assertThat(result.errors()).isEqualTo(153);
        assertThat(result.firstErrors()).hasSize(BacktestResult.ERRORS_MAX);
        assertThat(result.firstErrors().getFirst())
                .returns(3L, WrongLine::line)
                .satisfies(wrong -> assertThat(wrong.what()).startsWith("is not well-formed JSON"));
        BacktestReport stopped = engine.ended(
                engine.start(engine.ofFile(THIRD_OF_A_CARD, text.toString(), FileFormat.JSON_LINES, true)));
        assertThat(stopped.state()).isEqualTo(State.FAILED);
        assertThat(stopped.failure()).startsWith("line 3: is not well-formed JSON");
    }

    @Test
    void lastLines_areSaidToo() throws Exception {
        String text = line("other", 1, 1, "a", "")
                + "x".repeat(CheckoutLines.LINE_BYTES_MAX + 1) + "\n"
                + line("acme", 2, 2, "a", ",\"label\":\"maybe\"").strip();

        BacktestResult result = engine.result(engine.ofFile(THIRD_OF_A_CARD, text, FileFormat.JSON_LINES, false));

        assertThat(result.firstErrors())
                .containsExactly(
                        new WrongLine(1L, "merchantId: must be that of the backtest"),
                        new WrongLine(2L, "is longer than 64 KiB"),
                        new WrongLine(3L, "label: must be fraud or legitimate"));
    }

    @Test
    void platformsBacktest_takesAllMerchantsOrOne() throws Exception {
        String text = line("acme", 1, 1, "a", "") + line("other", 2, 2, "a", "");
        Ruleset candidate = compiled("platform", "rule \"all\" when Checkout() then decision.review(\"all\"); end");
        BacktestRequest all = engine.ofFile(candidate, text, FileFormat.JSON_LINES, false);

        assertThat(engine.result(all).checkouts()).isEqualTo(2);
        BacktestResult one = engine.result(new BacktestRequest(candidate, all.file(), all.period(), "acme", 1, false));
        assertThat(one.checkouts()).isEqualTo(1);
        assertThat(one.errors()).isZero();
    }

    @Test
    void csv_isReplayedAlike() throws Exception {
        StringBuilder text = new StringBuilder("id,merchantId,occurredAt,amount,currency,card.fingerprint,label\r\n");
        for (int i = 0; i < 3; i++) {
            text.append("c-%d,acme,%s,10,EUR,\"one\",%s\r\n".formatted(i, START.plusSeconds(i), i == 2 ? "fraud" : ""));
        }
        text.append("c-4,acme\r\n");

        BacktestResult result = engine.result(engine.ofFile(THIRD_OF_A_CARD, text.toString(), FileFormat.CSV, false));

        assertThat(result.checkouts()).isEqualTo(3);
        assertThat(result.stricter().checkouts()).isEqualTo(1);
        assertThat(result.qualityAfter()).isEqualTo(new Quality(1, 0, 0, 0, 1.0, 1.0));
        assertThat(result.firstErrors()).containsExactly(new WrongLine(5L, "has 2 values, and the first line 7 names"));
    }

    @Test
    void csvWithoutNames_isNotReadOn() throws Exception {
        BacktestResult result =
                engine.result(engine.ofFile(THIRD_OF_A_CARD, "1,2,3\n4,5,6\n7,8,9\n", FileFormat.CSV, false));

        assertThat(result.firstErrors()).containsExactly(new WrongLine(1L, "must name the columns, and has no id"));
    }

    @Test
    void limits_areReplayedForEachSideByItself() throws Exception {
        engine.limits.put(
                "acme",
                List.of(new Limit(
                        "acme",
                        "card_limit",
                        Dimension.of("card").orElseThrow(),
                        250_000,
                        "EUR",
                        Window.HOURS_24,
                        Duration.ofHours(1).toMillis(),
                        Verdict.DECLINE)));
        engine.rulesets.activate(
                compiled("acme", "rule \"none\" when Checkout( amount > 99 ) then decision.tag(\"t\"); end"));
        Ruleset declinesTheFirst = compiled("acme", """
                rule "first" when Checkout( id == "c-0" ) then decision.decline("first"); end""");
        String text =
                IntStream.range(0, 3).mapToObj(i -> line("acme", i, i, "a", "")).reduce("", String::concat);

        BacktestResult result = engine.result(engine.ofFile(declinesTheFirst, text, FileFormat.JSON_LINES, false));

        assertThat(result.matrix())
                .as("10 + 10 of 25 are reserved, and a third 10 does not fit, unless the first was declined")
                .containsExactly(
                        new Cell(Verdict.APPROVE, Verdict.APPROVE, 1, eur(10)),
                        new Cell(Verdict.APPROVE, Verdict.DECLINE, 1, eur(10)),
                        new Cell(Verdict.DECLINE, Verdict.APPROVE, 1, eur(10)));
    }

    @Test
    void periodOfAFile_hasItsHistory() throws Exception {
        String text = IntStream.range(0, 5)
                .mapToObj(i -> line("acme", i, i * 600, "a", ""))
                .reduce("", String::concat);
        BacktestRequest whole = engine.ofFile(THIRD_OF_A_CARD, text, FileFormat.JSON_LINES, false);
        Period period = new Period(START.plusSeconds(1_800), Instant.MAX, Duration.ofMinutes(20));

        BacktestResult result =
                engine.result(new BacktestRequest(THIRD_OF_A_CARD, whole.file(), period, "acme", 1, false));

        assertThat(result.history()).isEqualTo(2);
        assertThat(result.checkouts()).isEqualTo(2);
        assertThat(result.stricter().checkouts()).isEqualTo(2);
    }

    @Test
    void fileThatIsGone_isSaid() throws Exception {
        BacktestRequest request = engine.ofFile(THIRD_OF_A_CARD, "", FileFormat.JSON_LINES, false);
        Files.delete(request.file().path());

        assertThat(engine.ended(engine.start(request)))
                .returns(State.FAILED, BacktestReport::state)
                .returns("The file is not kept any more", BacktestReport::failure);
    }
}
