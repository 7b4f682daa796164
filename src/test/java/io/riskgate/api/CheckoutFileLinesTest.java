package io.riskgate.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.backtest.CheckoutLines;
import io.riskgate.backtest.CheckoutLines.Line;
import io.riskgate.backtest.FileFormat;
import io.riskgate.model.Checkout;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckoutFileLinesTest {

    private static final String NAMES =
            "id,merchantId,occurredAt,amount,currency,card.country,attributes.tier,attributes.age,note,label";

    private static CheckoutLines.Reader reader(FileFormat format) {
        return new CheckoutFileLines().reader(format);
    }

    private static Line json(String line) {
        return reader(FileFormat.JSON_LINES).read(line.getBytes(UTF_8));
    }

    private static Line csv(String line) {
        CheckoutLines.Reader reader = reader(FileFormat.CSV);
        assertThat(reader.read(NAMES.getBytes(UTF_8))).isEqualTo(new Line.None());
        return reader.read(line.getBytes(UTF_8));
    }

    @Test
    void checkoutOfLongAgo_isReadAsARequestIs() {
        String line = DecisionExamples.CHECKOUT.replaceFirst("\\{", "{\"occurredAt\":\"2019-05-01T00:00:00Z\",");

        Line read = json(line);

        assertThat(read).isInstanceOfSatisfying(Line.Valid.class, valid -> {
            assertThat(valid.checkout().occurredAt()).isEqualTo(Instant.parse("2019-05-01T00:00:00Z"));
            assertThat(valid.fraud()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{\"id\":\"1\"}` | merchantId: is required; occurredAt: is required; amount: is required; currency: is required",
                "`[]` | must be an object",
                "`null` | must be an object",
                "`{` | is not well-formed JSON (column 2)",
                "`{} {}` | goes on after its end (column 4)",
                "`{\"id\":\"1\",\"id\":\"2\"}` | has the same name twice in an object (column 15)",
                "`{\"label\":\"fraud\",\"label\":\"fraud\"}` | has the same name twice in an object (column 25)",
            })
    void whatIsWrongWithALine_isSaid(String line, String what) {
        assertThat(json(line)).isInstanceOfSatisfying(Line.Invalid.class, invalid -> assertThat(invalid.what())
                .startsWith(what.replaceFirst(" \\(column.*", "")));
        assertThat(((Line.Invalid) json(line)).what()).doesNotContain("line 1", "body");
    }

    @Test
    void label_isFraudOrLegitimate() {
        String line = "{\"id\":\"1\",\"merchantId\":\"m\",\"occurredAt\":\"2026-01-01T00:00:00Z\",\"amount\":1,"
                + "\"currency\":\"USD\",\"label\":%s}";
        assertThat(((Line.Valid) json(line.formatted("\"fraud\""))).fraud()).isTrue();
        assertThat(((Line.Valid) json(line.formatted("\"legitimate\""))).fraud())
                .isFalse();
        assertThat(((Line.Valid) json(line.formatted("null"))).fraud()).isNull();
        assertThat(json(line.formatted("\"yes\""))).isEqualTo(new Line.Invalid("label: must be fraud or legitimate"));
        assertThat(json(line.formatted("1"))).isEqualTo(new Line.Invalid("label: must be a text"));
    }

    @Test
    void blankLines_areNone() {
        assertThat(json(" \t")).isEqualTo(new Line.None());
        assertThat(csv("")).isEqualTo(new Line.None());
    }

    @Test
    void csvRow_hasTheColumnsOfItsFirstLine() {
        Line read = csv("\"a,\"\"1\"\"\",m,2026-01-01T00:00:00Z,129.90,USD,BR,\"004\",37,whatever,fraud");

        assertThat(read).isInstanceOfSatisfying(Line.Valid.class, valid -> {
            Checkout checkout = valid.checkout();
            assertThat(checkout.id()).isEqualTo("a,\"1\"");
            assertThat(checkout.amount()).isEqualTo(new BigDecimal("129.90"));
            assertThat(checkout.card().country()).isEqualTo("BR");
            assertThat(checkout.card().bin()).isNull();
            assertThat(checkout.attributes()).isEqualTo(Map.of("tier", "004", "age", new BigDecimal("37")));
            assertThat(valid.fraud()).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1,m,2026-01-01T00:00:00Z,many,USD,,,,, | amount: must be a number",
                "1,m,2026-01-01T00:00:00Z,1e9,USD,,,,, | amount: must be a number",
                "1,m,yesterday,1,USD,,,,, | occurredAt: must be a time such as 2026-11-23T08:00:00Z",
                "1,m,1812-01-01T00:00:00Z,1,USD,,,,, | occurredAt: must be between the years 1970 and 2200",
                ",m,2026-01-01T00:00:00Z,1,USD,,,,, | id: is required",
                "1,m | has 2 values, and the first line 10 names",
                "`\"1` | has a quote in a wrong place",
                "`\"1\"2,m` | has a quote in a wrong place",
                "`1\"2,m` | has a quote in a wrong place",
            })
    void whatIsWrongWithARow_isSaid(String line, String what) {
        assertThat(csv(line)).isEqualTo(new Line.Invalid(what));
    }

    @Test
    void rowThatIsNotUtf8_isSaid() {
        CheckoutLines.Reader reader = reader(FileFormat.CSV);
        reader.read(NAMES.getBytes(UTF_8));
        assertThat(reader.read("é".getBytes(ISO_8859_1))).isEqualTo(new Line.Invalid("must be UTF-8"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id,merchantId,amount,currency | must name the columns, and has no occurredAt",
                "id,id,merchantId,occurredAt,amount,currency | names a column twice",
                "`\"id` | has a quote in a wrong place",
            })
    void firstLineThatIsOfNoUse_endsTheFile(String line, String what) {
        assertThat(reader(FileFormat.CSV).read(line.getBytes(UTF_8))).isEqualTo(new Line.Hopeless(what));
    }

    @Test
    void tooManyColumns_endTheFile() {
        StringBuilder names = new StringBuilder(NAMES);
        for (int i = 0; i < CsvCheckouts.COLUMNS_MAX; i++) {
            names.append(",x").append(i);
        }
        assertThat(reader(FileFormat.CSV).read(names.toString().getBytes(UTF_8)))
                .isEqualTo(new Line.Hopeless("must not have more than 200 columns"));
    }
}
