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
import io.riskgate.model.Ip;
import io.riskgate.model.Item;
import io.riskgate.model.OutcomeKind;
import io.riskgate.model.Reason;
import io.riskgate.model.Reservation;
import io.riskgate.model.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JournalLineTest {

    @Property(tries = 500)
    void entry_comesBackAsItWas(@ForAll long seed) throws IOException {
        JournalEntry entry = new RandomEntries(new Random(seed)).next();
        byte[] line = line(entry);
        assertThat(JournalLine.read(line, line.length)).isEqualTo(entry);
        assertThat(line).endsWith('\n').containsOnlyOnce('\n');
    }

    @Test
    void numberWithHugeExponent_staysShort() throws IOException {
        BigDecimal number = new BigDecimal(BigInteger.ZERO, Integer.MIN_VALUE + 1);
        JournalEntry entry = withAttributes(Map.of("n", number));
        byte[] line = line(entry);
        assertThat(line).hasSizeLessThan(1_000);
        assertThat(JournalLine.read(line, line.length)).isEqualTo(entry);
    }

    @Test
    void amount_isWrittenPlainly() throws IOException {
        assertThat(new String(line(Entries.entry("a")), UTF_8)).contains("\"amount\":10.00,");
    }

    @Test
    void properties_areTheComponentsOfTheRecords() throws IOException {
        JsonNode line = new ObjectMapper().readTree(line(full()));
        JsonNode checkout = line.get("checkout");
        assertThat(names(line)).containsExactly("v", "decidedAt", "counted", "checkout", "decision", "cost");
        assertThat(line.get("v").intValue()).isEqualTo(1);
        assertThat(names(checkout)).containsExactlyElementsOf(components(Checkout.class));
        assertThat(names(checkout.get("customer"))).containsExactlyElementsOf(components(Customer.class));
        assertThat(names(checkout.get("billing"))).containsExactlyElementsOf(components(Address.class));
        assertThat(names(line.get("decision"))).containsExactlyElementsOf(components(Decision.class));
    }

    @Test
    void nulls_areLeftOut() throws IOException {
        assertThat(new String(line(Entries.entry("a")), UTF_8)).doesNotContain("null");
    }

    @Test
    void unknownField_isIgnored() throws IOException {
        String line = new String(line(Entries.entry("a")), UTF_8).replace("{\"v\":1,", "{\"v\":1,\"new\":[{}],");
        assertThat(read(line)).isEqualTo(Entries.entry("a"));
    }

    @Test
    void otherVersion_isRefused() throws IOException {
        String line = new String(line(Entries.entry("a")), UTF_8).replace("{\"v\":1,", "{\"v\":2,");
        assertThatThrownBy(() -> read(line)).isInstanceOf(IOException.class).hasMessageContaining("format 1");
    }

    @Test
    void missingPart_isRefused() throws IOException {
        String line = new String(line(Entries.entry("a")), UTF_8).replace("\"amount\":10.00,", "");
        assertThatThrownBy(() -> read(line)).isInstanceOf(IOException.class).hasMessageContaining("lacks");
    }

    @Test
    void settlement_comesBackAsItWas() throws IOException {
        SettlementEntry entry = new SettlementEntry(Checkouts.NOON, "acme", "a\ud800", true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JournalLine.write(entry, out);
        byte[] line = out.toByteArray();
        assertThat(JournalLine.read(line, line.length)).isEqualTo(entry);
    }

    @Test
    void upload_comesBackAsItWas() throws IOException {
        UploadEntry entry = new UploadEntry(Checkouts.NOON, "acme", 7);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JournalLine.write(entry, out);
        byte[] line = out.toByteArray();
        assertThat(JournalLine.read(line, line.length)).isEqualTo(entry);
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
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            JournalLine.write(entry, out);
            byte[] line = out.toByteArray();
            assertThat(JournalLine.read(line, line.length)).isEqualTo(entry);
            assertThat(new String(line, UTF_8)).contains(JournalLine.words(entry.id()));
        }
    }

    @Test
    void delivery_comesBackAsItWas() throws IOException {
        DeliveryEntry entry = new DeliveryEntry(Checkouts.NOON, "acme", "a\ud800", Checkouts.NOON.minusNanos(1), true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JournalLine.write(entry, out);
        byte[] line = out.toByteArray();
        assertThat(JournalLine.read(line, line.length)).isEqualTo(entry);
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
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JournalLine.write(entry, out);
        String line = out.toString(UTF_8);
        for (String part : List.of("\"kind\":\"FRAUD\",", "\"verdict\":\"REVIEW\",", "\"merchantId\":\"acme\",")) {
            assertThat(line).contains(part);
            assertThatThrownBy(() -> read(line.replace(part, "")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("lacks");
        }
    }

    @Test
    void lineFromBeforeCostsWereCounted_hasNone() throws IOException {
        JournalEntry entry = Entries.entry("a");
        String line = new String(line(entry), UTF_8);
        String old = line.replaceFirst(",\"cost\":\\{[^}]*}", "");
        assertThat(old).isNotEqualTo(line);
        assertThat(read(old))
                .isEqualTo(new JournalEntry(entry.decidedAt(), entry.checkout(), entry.decision(), true, 0, 0));
    }

    private static JournalEntry read(String line) throws IOException {
        byte[] bytes = line.getBytes(UTF_8);
        return (JournalEntry) JournalLine.read(bytes, bytes.length);
    }

    private static byte[] line(JournalEntry entry) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JournalLine.write(entry, out);
        return out.toByteArray();
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
        return new JournalEntry(entry.decidedAt(), entry.checkout(), holding, true, 0, 0);
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
                    instant(), checkout, decision(), random.nextBoolean(), random.nextInt(2_000), random.nextInt(3));
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
