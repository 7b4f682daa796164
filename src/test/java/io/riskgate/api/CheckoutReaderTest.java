package io.riskgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.model.Address;
import io.riskgate.model.Card;
import io.riskgate.model.Checkout;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;
import io.riskgate.model.Item;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckoutReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:30Z");

    private final CheckoutReader reader = new CheckoutReader(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void fullCheckout_isReadExactly() {
        String body = DecisionExamples.CHECKOUT.replace(
                "\"amount\"", "\"occurredAt\":\"2026-11-23T09:00:00+01:00\",\"unknown\":{\"deep\":[1]},\"amount\"");
        assertThat(valid(body))
                .isEqualTo(new Checkout(
                        "chk-1",
                        "acme",
                        Instant.parse("2026-11-23T08:00:00Z"),
                        new BigDecimal("129.90"),
                        "USD",
                        new Customer("c-1", "a@example.com", "+14155550100", Instant.parse("2026-01-01T00:00:00Z")),
                        new Card("fp-1", "411111", "visa", "credit", "US"),
                        new Device("d-1"),
                        new Ip("203.0.113.7", "US"),
                        new Address(null, null, "94105", "US"),
                        new Address(null, null, null, "US"),
                        List.of(new Item("G-100", "gift_card", 1, new BigDecimal("100.00"))),
                        Map.of("tier", "gold")));
    }

    @Test
    void whatIsLeftOut_isEmpty() {
        Checkout checkout = valid(with("\"items\":[{}],\"card\":null,\"customer\":{\"email\":\" \"}"));
        assertThat(checkout.occurredAt()).isEqualTo(NOW);
        assertThat(checkout.card()).isEqualTo(Card.NONE);
        assertThat(checkout.customer()).isEqualTo(Customer.NONE);
        assertThat(checkout.items()).containsExactly(new Item(null, null, 1, BigDecimal.ZERO));
    }

    @Test
    void attributes_keepTheirTypes() {
        assertThat(valid(with("\"attributes\":{\"a\":\"x\",\"b\":1.50,\"c\":true,\"d\":null,\"e\":1e2}"))
                        .attributes())
                .isEqualTo(Map.of("a", "x", "b", new BigDecimal("1.50"), "c", true, "e", new BigDecimal("100")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0e5", "1e9", "1000000000.0000", "0.00010000", "1e-4", "12"})
    void amount_isTaken(String amount) {
        BigDecimal read = valid(MINIMAL.replace("12.5", amount)).amount();
        assertThat(read).isEqualByComparingTo(amount);
        assertThat(read.scale()).isBetween(0, 4);
    }

    static Stream<Arguments> invalidFields() {
        return Stream.of(
                Arguments.of("id", MINIMAL.replace("\"id\":\"1\",", "")),
                Arguments.of("id", MINIMAL.replace("\"1\"", "null")),
                Arguments.of("id", MINIMAL.replace("\"1\"", "\" \"")),
                Arguments.of("id", MINIMAL.replace("\"1\"", "1")),
                Arguments.of("id", MINIMAL.replace("\"1\"", "{\"a\":[]}")),
                Arguments.of("id", MINIMAL.replace("\"1\"", "\"" + "x".repeat(129) + "\"")),
                Arguments.of("id", MINIMAL.replace("\"1\"", "\"a\\nb\"")),
                Arguments.of("id", MINIMAL.replace("\"1\"", "\"a\\u0000\"")),
                Arguments.of("id", MINIMAL.replace("\"1\"", "\"a\\u2028b\"")),
                Arguments.of("id", MINIMAL.replace("\"1\"", "\"a\\ud800b\"")),
                Arguments.of("merchantId", MINIMAL.replace("acme", "")),
                Arguments.of("merchantId", MINIMAL.replace("acme", "platform")),
                Arguments.of("amount", MINIMAL.replace("12.5", "null")),
                Arguments.of("amount", MINIMAL.replace("12.5", "\"12.5\"")),
                Arguments.of("amount", MINIMAL.replace("12.5", "true")),
                Arguments.of("amount", MINIMAL.replace("12.5", "-0.01")),
                Arguments.of("amount", MINIMAL.replace("12.5", "1000000000.01")),
                Arguments.of("amount", MINIMAL.replace("12.5", "1e1000000")),
                Arguments.of("amount", MINIMAL.replace("12.5", "1e-1000000")),
                Arguments.of("amount", MINIMAL.replace("12.5", "0.00001")),
                Arguments.of("currency", MINIMAL.replace("USD", "usd")),
                Arguments.of("currency", MINIMAL.replace("USD", "ZZZ")),
                Arguments.of("currency", MINIMAL.replace("\"USD\"", "840")),
                Arguments.of("occurredAt", with("\"occurredAt\":\"yesterday\"")),
                Arguments.of("occurredAt", with("\"occurredAt\":\"2026-11-23\"")),
                Arguments.of("occurredAt", with("\"occurredAt\":1700000000")),
                Arguments.of("occurredAt", with("\"occurredAt\":\"2026-11-23T08:05:31Z\"")),
                Arguments.of("occurredAt", with("\"occurredAt\":\"2026-10-24T08:00:29Z\"")),
                Arguments.of("customer.createdAt", with("\"customer\":{\"createdAt\":\"+999999999-01-01T00:00:00Z\"}")),
                Arguments.of("customer", with("\"customer\":\"c-1\"")),
                Arguments.of("customer", with("\"customer\":\"\"")),
                Arguments.of("card", with("\"card\":[]")),
                Arguments.of("card", with("\"card\":5")),
                Arguments.of("device", with("\"device\":true")),
                Arguments.of("card.country", with("\"card\":{\"country\":\"USA\"}")),
                Arguments.of("card.bin", with("\"card\":{\"bin\":411111}")),
                Arguments.of("billing.country", with("\"billing\":{\"country\":\"us\"}")),
                Arguments.of("shipping.line1", with("\"shipping\":{\"line1\":\"" + "x".repeat(257) + "\"}")),
                Arguments.of("items", with("\"items\":{}")),
                Arguments.of("items", with("\"items\":\"\"")),
                Arguments.of(
                        "items",
                        with("\"items\":["
                                + IntStream.rangeClosed(0, 200)
                                        .mapToObj(i -> "{}")
                                        .collect(Collectors.joining(","))
                                + "]")),
                Arguments.of("items[1]", with("\"items\":[{},null]")),
                Arguments.of("items[0]", with("\"items\":[7]")),
                Arguments.of("items[2].price", with("\"items\":[{},{},{\"price\":-1}]")),
                Arguments.of("items[0].price", with("\"items\":[{\"price\":\"1\"}]")),
                Arguments.of("items[0].quantity", with("\"items\":[{\"quantity\":0}]")),
                Arguments.of("items[0].quantity", with("\"items\":[{\"quantity\":1.5}]")),
                Arguments.of("items[0].quantity", with("\"items\":[{\"quantity\":1e999999}]")),
                Arguments.of("attributes", with("\"attributes\":[]")),
                Arguments.of("attributes", with("\"attributes\":{\"no-dash\":1}")),
                Arguments.of("attributes", with("\"attributes\":{\"1st\":1}")),
                Arguments.of("attributes", with("\"attributes\":{\"" + "x".repeat(65) + "\":1}")),
                Arguments.of(
                        "attributes",
                        with("\"attributes\":{"
                                + IntStream.rangeClosed(0, 50)
                                        .mapToObj(i -> "\"a" + i + "\":1")
                                        .collect(Collectors.joining(","))
                                + "}")),
                Arguments.of("attributes.a", with("\"attributes\":{\"a\":{\"b\":1}}")),
                Arguments.of("attributes.a", with("\"attributes\":{\"a\":[1]}")),
                Arguments.of("attributes.a", with("\"attributes\":{\"a\":1e1000000}")),
                Arguments.of("body", "[]"),
                Arguments.of("body", "null"),
                Arguments.of("body", "5"),
                Arguments.of("body", "\"text\""));
    }

    @ParameterizedTest
    @MethodSource("invalidFields")
    void invalidField_isNamedAlone(String field, String body) {
        assertThat(invalid(body)).containsExactly(field);
    }

    @Test
    void everyInvalidField_isNamed() {
        assertThat(invalid("{\"id\":{},\"amount\":\"1\",\"card\":[1,{\"a\":2}],\"items\":[{\"price\":true}]}"))
                .containsExactlyInAnyOrder("id", "merchantId", "amount", "currency", "card", "items[0].price");
    }

    @Test
    void errors_areBounded() {
        String items = IntStream.range(0, 200).mapToObj(i -> "5").collect(Collectors.joining(","));
        assertThat(invalid(with("\"items\":[" + items + "]"))).hasSize(FieldErrors.ERRORS_MAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "{",
                "{\"id\":\"1\",}",
                "{'id':'1'}",
                "{\"id\":NaN}",
                "{\"amount\":Infinity}",
                "{\"amount\":1e99999999999}",
                "{\"amount\":0x10}",
                "{\"id\":\"1\",\"id\":\"2\"}",
                "{\"attributes\":{\"a\":1,\"a\":2}}",
                "{} {}",
                "{}x",
                "{\"id\":\"a\nb\"}",
                "// comment\n{}"
            })
    void malformedBody_isRefusedWithoutInternals(String body) {
        assertThatThrownBy(() -> reader.read(bytes(body))).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().errors()).extracting("field").containsExactly("body");
            assertThat(e.problem().detail()).doesNotContainIgnoringCase("jackson", "riskgate", "token");
        });
    }

    @Test
    void unknownName_isPassedOverHoweverOften() {
        assertThat(invalid("{\"later\":{\"id\":1},\"later\":[]}")).noneMatch(error -> error.contains("later"));
    }

    @Test
    void malformedBody_saysWhere() {
        assertThatThrownBy(() -> reader.read(bytes("{\n  \"id\": x}"))).hasMessageContaining("(line 2, column ");
        assertThatThrownBy(() -> reader.read(bytes("{\"id\":\"1\",\"id\":\"2\"}")))
                .hasMessageContaining("same name twice")
                .hasMessageContaining("line 1");
    }

    @Test
    void deepNesting_isRefused() {
        assertThatThrownBy(() -> reader.read(bytes("{\"x\":" + "[".repeat(40) + "]".repeat(40) + "}")))
                .hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> reader.read(bytes("{\"amount\":" + "9".repeat(1_000) + "}")))
                .hasMessageContaining("too long");
    }

    @Test
    void notUtf8_isRefused() {
        assertThatThrownBy(() -> reader.read(new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'}))
                .isInstanceOf(ProblemException.class);
    }

    @Property(tries = 300)
    void anyBytes_areReadOrRefused(@ForAll @Size(max = 60) byte[] body) {
        assertThatNothingButAProblemIsThrown(body);
    }

    @Property(tries = 500)
    void anyDamageToAGoodBody_isReadOrRefused(@ForAll int at, @ForAll byte with) {
        byte[] body = bytes(DecisionExamples.CHECKOUT);
        body[Math.floorMod(at, body.length)] = with;
        assertThatNothingButAProblemIsThrown(body);
    }

    @Test
    void batchElementOver64KiB_isRefusedAlone() {
        String big = with("\"x\":\"" + "x".repeat(60_000) + "\",\"y\":\"" + "y".repeat(6_000) + "\"");
        assertThat(reader.readBatch(bytes("[" + MINIMAL + "," + big + "," + MINIMAL + "]")))
                .hasExactlyElementsOfTypes(
                        ReadCheckout.Valid.class, ReadCheckout.Invalid.class, ReadCheckout.Valid.class);
    }

    @Test
    void batch_namesFieldsWithinTheElement() {
        ReadCheckout read = reader.readBatch(bytes("[" + MINIMAL + "," + with("\"items\":[{\"price\":true}]") + "]"))
                .get(1);
        assertThat(((ReadCheckout.Invalid) read).problem().errors())
                .extracting(ProblemDetails.FieldError::field)
                .containsExactly("items[0].price");
    }

    private void assertThatNothingButAProblemIsThrown(byte[] body) {
        ReadCheckout read;
        try {
            read = reader.read(body);
        } catch (ProblemException refused) {
            assertThat(refused.problem().status()).isEqualTo(400);
            return;
        }
        assertThat(read).isNotNull();
    }

    private static final String MINIMAL = "{\"id\":\"1\",\"merchantId\":\"acme\",\"amount\":12.5,\"currency\":\"USD\"}";

    private static String with(String more) {
        return MINIMAL.replace("}", "," + more + "}");
    }

    private Checkout valid(String body) {
        return ((ReadCheckout.Valid) reader.read(bytes(body))).checkout();
    }

    private List<String> invalid(String body) {
        ProblemDetails problem = ((ReadCheckout.Invalid) reader.read(bytes(body))).problem();
        return problem.errors().stream().map(ProblemDetails.FieldError::field).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
