package io.riskgate.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskgate.fixture.Checkouts;
import io.riskgate.model.Address;
import io.riskgate.model.Card;
import io.riskgate.model.Checkout;
import io.riskgate.model.Customer;
import io.riskgate.model.Decision;
import io.riskgate.model.Device;
import io.riskgate.model.Effect;
import io.riskgate.model.Evidence;
import io.riskgate.model.Ip;
import io.riskgate.model.Item;
import io.riskgate.model.OutcomeKind;
import io.riskgate.model.Reason;
import io.riskgate.model.Reservation;
import io.riskgate.model.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JournalLineTest {

    private static final Lines LINES = new Lines(temporary());

    private static Path temporary() {
        try {
            return Files.createTempDirectory("journal").resolve("journal");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Property(tries = 500)
    void entry_comesBackAsItWas(@ForAll long seed) throws IOException {
        JournalEntry entry = new RandomEntries(new Random(seed)).next();
        byte[] line = line(entry);
        assertThat(LINES.read(line)).isEqualTo(entry);
        assertThat(line).endsWith('\n').containsOnlyOnce('\n');
    }

    @Test
    void numberWithHugeExponent_staysShort() throws IOException {
        BigDecimal number = new BigDecimal(BigInteger.ZERO, Integer.MIN_VALUE + 1);
        JournalEntry entry = withAttributes(Map.of("n", number));
        byte[] line = line(entry);
        assertThat(line).hasSizeLessThan(2_000);
        assertThat(LINES.read(line)).isEqualTo(entry);
    }

    @Test
    void amount_isWrittenPlainly() throws IOException {
        assertThat(new String(line(Entries.entry("a")), UTF_8)).contains("\"amount\":10.00,");
    }

    @Test
    void properties_areTheComponentsOfTheRecords() throws IOException {
        JsonNode line = new ObjectMapper().readTree(line(full()));
        JsonNode masked = line.get("masked");
        assertThat(names(line))
                .containsExactly(
                        "v",
                        "n",
                        "previous",
                        "decidedAt",
                        "counted",
                        "decision",
                        "masked",
                        "evidence",
                        "cost",
                        "key",
                        "sealed",
                        "digest");
        assertThat(line.get("v").intValue()).isEqualTo(2);
        assertThat(names(masked)).containsExactlyElementsOf(components(Checkout.class));
        assertThat(names(line.get("decision"))).containsExactlyElementsOf(components(Decision.class));
        assertThat(names(line.get("evidence"))).containsExactlyElementsOf(components(Evidence.class));
    }

    @Test
    void personalData_isInTheSealedPartAlone() throws IOException {
        String line = new String(line(full()), UTF_8);
        assertThat(line)
                .doesNotContain("c@example.com", "1 Main St", "Town", "12345", "gold")
                .contains("12***");
    }

    @Test
    void nulls_areLeftOut() throws IOException {
        assertThat(new String(line(Entries.entry("a")), UTF_8)).doesNotContain("null");
    }

    @Test
    void lineOfFormat1_isRead() throws IOException {
        String line = """
                {"v":1,"decidedAt":"2026-11-23T12:00:00Z","counted":true,"new":[{}],\
                "checkout":{"id":"a","merchantId":"acme","occurredAt":"2026-11-23T12:00:00Z","amount":10.00,"currency":"USD",\
                "customer":{"email":"c@example.com"},"attributes":{"tier":"gold","n":1}},\
                "decision":{"id":"a","merchantId":"acme","verdict":"APPROVE","score":0,"reasons":[],"tags":[],\
                "rulesets":["platform@1"],"degraded":[],"elapsedMicros":120}}
                """;
        JournalEntry entry = (JournalEntry) LINES.read(line.strip().getBytes(UTF_8));
        assertThat(entry.checkout().customer().email()).isEqualTo("c@example.com");
        assertThat(entry.checkout().attributes()).isEqualTo(Map.of("tier", "gold", "n", BigDecimal.ONE));
        assertThat(entry.decision().rulesets()).containsExactly("platform@1");
        assertThat(entry.ruleEvaluations()).isZero();
        assertThat(entry.evidence()).isNull();
    }

    @Test
    void otherVersion_isRefused() throws IOException {
        String line = new String(line(Entries.entry("a")), UTF_8).replace("{\"v\":2,", "{\"v\":3,");
        assertThatThrownBy(() -> read(line)).isInstanceOf(IOException.class).hasMessageContaining("format 1 or 2");
    }

    @Test
    void missingPart_isRefused() throws IOException {
        String line =
                new String(line(Entries.entry("a")), UTF_8).replaceFirst("\"decision\":\\{.*\"masked\"", "\"masked\"");
        assertThatThrownBy(() -> read(line)).isInstanceOf(IOException.class).hasMessageContaining("lacks");
    }

    @Test
    void sealedPartOfAnotherLine_doesNotOpen() throws IOException {
        String one = new String(line(Entries.entry("a")), UTF_8);
        String other = new String(line(Entries.entry("b")), UTF_8);
        String sealed = "\"sealed\":\"[^\"]*\"";
        Matcher ofOther = Pattern.compile(sealed).matcher(other);
        assertThat(ofOther.find()).isTrue();
        String swapped = one.replaceFirst(sealed, ofOther.group());
        assertThatThrownBy(() -> read(swapped)).isInstanceOf(IOException.class).hasMessageContaining("another line's");
    }

    @Test
    void settlement_comesBackAsItWas() throws IOException {
        SettlementEntry entry = new SettlementEntry(Checkouts.NOON, "acme", "a\ud800", true);
        assertThat(LINES.read(LINES.write(entry))).isEqualTo(entry);
    }

    @Test
    void upload_comesBackAsItWas() throws IOException {
        UploadEntry entry = new UploadEntry(Checkouts.NOON, "acme", 7);
        assertThat(LINES.read(LINES.write(entry))).isEqualTo(entry);
    }

    @Test
    void change_comesBackAsItWas() throws IOException {
        for (ChangeEntry entry : List.of(
                new ChangeEntry(Checkouts.NOON, "key 1", "PUT /v1/merchants/{id}", "acme", null),
                ChangeEntry.byRiskgate(Checkouts.NOON, "PUT /v1/rulesets/{scope}/active", "acme", "7", "\u00e4"))) {
            assertThat(LINES.read(LINES.write(entry))).isEqualTo(entry);
        }
    }

    @Test
    void outcome_comesBackAsItWas() throws IOException {
        OutcomeEntry.Decided decided = new OutcomeEntry.Decided(
                Checkouts.NOON,
                Verdict.REVIEW,
                List.of("platform@1", "acme@7"),
                List.of(new OutcomeEntry.FiredRule("acme@7", "Gift \"cards\"")));
        OutcomeEntry full = new OutcomeEntry(
                Checkouts.NOON.plusNanos(1),
                "acme",
                "a\ud800",
                OutcomeKind.CHARGEBACK,
                Checkouts.NOON,
                "\u00e4",
                "ann",
                true,
                decided,
                OutcomeKind.LEGITIMATE);
        OutcomeEntry bare = new OutcomeEntry(
                Checkouts.NOON, "acme", "b", OutcomeKind.FRAUD, Checkouts.NOON, null, null, false, decided, null);
        for (OutcomeEntry entry : List.of(full, bare)) {
            byte[] line = LINES.write(entry);
            assertThat(LINES.read(line)).isEqualTo(entry);
            assertThat(new String(line, UTF_8)).contains(JournalLine.words(entry.id()));
        }
    }

    @Test
    void delivery_comesBackAsItWas() throws IOException {
        DeliveryEntry entry = new DeliveryEntry(Checkouts.NOON, "acme", "a\ud800", Checkouts.NOON.minusNanos(1), true);
        assertThat(LINES.read(LINES.write(entry))).isEqualTo(entry);
    }

    @Test
    void outcomeThatLacksAPart_isRefused() throws IOException {
        OutcomeEntry entry = new OutcomeEntry(
                Checkouts.NOON,
                "acme",
                "b",
                OutcomeKind.FRAUD,
                Checkouts.NOON,
                null,
                null,
                false,
                new OutcomeEntry.Decided(Checkouts.NOON, Verdict.REVIEW, List.of(), List.of()),
                null);
        String line = new String(LINES.write(entry), UTF_8);
        for (String part : List.of("\"kind\":\"FRAUD\",", "\"verdict\":\"REVIEW\",", "\"merchantId\":\"acme\",")) {
            assertThat(line).contains(part);
            assertThatThrownBy(() -> read(line.replace(part, "")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("lacks");
        }
    }

    private static JournalEntry read(String line) throws IOException {
        return (JournalEntry) LINES.read(line.getBytes(UTF_8));
    }

    private static byte[] line(JournalEntry entry) throws IOException {
        return LINES.write(entry);
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static List<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    private static JournalEntry withAttributes(Map<String, Object> attributes) {
        JournalEntry entry = Entries.entry("a");
        Checkout c = entry.checkout();
        Checkout checkout = new Checkout(
                c.id(),
                c.merchantId(),
                c.occurredAt(),
                c.amount(),
                c.currency(),
                new Customer("c", "c@example.com", "1", c.occurredAt()),
                c.card(),
                c.device(),
                c.ip(),
                new Address("1 Main St", "Town", "12345", "US"),
                c.shipping(),
                c.items(),
                attributes);
        return new JournalEntry(entry.decidedAt(), checkout, entry.decision(), true, 0, 0);
    }

    private static final Evidence EVIDENCE = new Evidence(
            List.of(
                    new Evidence.OfRuleset(
                            "ab12",
                            List.of(3L, new BigDecimal("10.0000")),
                            List.of(new Evidence.ListHit("stolen", "gold"))),
                    new Evidence.OfRuleset("cd34", List.of(), List.of())),
            50,
            80,
            Verdict.REVIEW,
            List.of(new Evidence.OfLimit("acme", "daily", "card", "USD", 10, 3, 10, Verdict.DECLINE)));

    private static JournalEntry full() {
        JournalEntry entry = withAttributes(Map.of("vip", true));
        Decision bare = entry.decision();
        Decision holding = new Decision(
                bare.id(),
                bare.merchantId(),
                bare.verdict(),
                bare.score(),
                bare.reasons(),
                bare.tags(),
                bare.rulesets(),
                bare.degraded(),
                bare.elapsedMicros(),
                new Reservation(Checkouts.NOON, List.of(new Reservation.Held("acme", "daily", "card"))));
        return new JournalEntry(entry.decidedAt(), entry.checkout(), holding, true, 0, 0, EVIDENCE);
    }

    /** Anything that the types allow, also what the API would refuse. */
    private record RandomEntries(Random random) {

        JournalEntry next() {
            Checkout checkout = new Checkout(
                    text(),
                    text(),
                    instant(),
                    number(),
                    text(),
                    new Customer(maybe(), maybe(), maybe(), random.nextBoolean() ? instant() : null),
                    new Card(maybe(), maybe(), maybe(), maybe(), maybe()),
                    new Device(maybe()),
                    new Ip(maybe(), maybe()),
                    new Address(maybe(), maybe(), maybe(), maybe()),
                    null,
                    IntStream.range(0, random.nextInt(4))
                            .mapToObj(i -> new Item(maybe(), maybe(), random.nextInt(), number()))
                            .toList(),
                    attributes());
            return new JournalEntry(
                    instant(),
                    checkout,
                    decision(),
                    random.nextBoolean(),
                    random.nextInt(2_000),
                    random.nextInt(3),
                    random.nextBoolean() ? EVIDENCE : null);
        }

        private Decision decision() {
            Verdict[] verdicts = Verdict.values();
            Effect[] effects = Effect.values();
            List<Reason> reasons = IntStream.range(0, random.nextInt(3))
                    .mapToObj(i -> new Reason(
                            text(),
                            text(),
                            text(),
                            effects[random.nextInt(effects.length)],
                            random.nextBoolean() ? random.nextInt() : null))
                    .toList();
            return new Decision(
                    text(),
                    text(),
                    verdicts[random.nextInt(verdicts.length)],
                    random.nextInt(),
                    reasons,
                    List.of(text()),
                    List.of(),
                    List.of(text(), text()),
                    random.nextLong(),
                    random.nextBoolean()
                            ? new Reservation(instant(), List.of(new Reservation.Held(text(), text(), text())))
                            : null);
        }

        private Map<String, Object> attributes() {
            Map<String, Object> attributes = new HashMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                attributes.put(
                        // A parser takes no half of a surrogate pair in a name.
                        text().replaceAll("\\p{Cs}", ""),
                        switch (random.nextInt(3)) {
                            case 0 -> text();
                            case 1 -> number();
                            default -> random.nextBoolean();
                        });
            }
            return attributes;
        }

        private BigDecimal number() {
            return new BigDecimal(new BigInteger(random.nextInt(90), random), random.nextInt(240) - 120);
        }

        private Instant instant() {
            return Instant.ofEpochSecond(
                    random.nextLong(-10_000_000_000L, 100_000_000_000L), random.nextInt(1_000_000_000));
        }

        private String maybe() {
            return random.nextInt(4) == 0 ? null : text();
        }

        /** Control characters, quotes, halves of surrogate pairs: any sequence of chars. */
        private String text() {
            char[] chars = new char[random.nextInt(12)];
            for (int i = 0; i < chars.length; i++) {
                chars[i] = (char) (random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x1_0000));
            }
            return new String(chars);
        }
    }
}
