package io.riskgate.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.model.OutcomeKind;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a line. Its mapper is its own: what the API writes may change without making old lines unreadable.
 *
 * <p>Numbers keep their scale, and everything outside ASCII is escaped, so that a value with half of a
 * surrogate pair, which UTF-8 cannot say, comes back as it was.
 *
 * @param v the version of the format
 * @param decidedAt when the decision, or what else has the line, was
 * @param cost of a decision; older lines have none
 * @param settlement of a line that is none of a decision
 * @param upload of a line that is none of a decision either
 * @param outcome nor is this, nor what follows
 */
record JournalLine(
        int v,
        Instant decidedAt,
        boolean counted,
        @Nullable Checkout checkout,
        @Nullable Decision decision,
        @Nullable Cost cost,
        @Nullable Settlement settlement,
        @Nullable Upload upload,
        @Nullable Outcome outcome,
        @Nullable Delivery delivery) {

    /** Longer lines are neither written nor read. */
    static final int BYTES_MAX = 1024 * 1024;

    private static final int VERSION = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(BYTES_MAX)
                            .build())
                    .build())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(BigDecimal.class, new ExactNumber())
                    .addDeserializer(Object.class, new AttributeValue()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();
    private static final ObjectWriter WRITER = MAPPER.writerFor(JournalLine.class);
    private static final ObjectReader READER = MAPPER.readerFor(JournalLine.class);

    /** What a decision took. */
    record Cost(int ruleEvaluations, int redisRoundTrips) {

        static final Cost NONE = new Cost(0, 0);
    }

    /** The end of what a checkout had reserved. */
    record Settlement(String merchantId, String id, boolean confirmed) {}

    /** A ruleset that was made active. */
    record Upload(String scope, int version) {}

    /** The end of telling a merchant what a review came to. */
    record Delivery(String merchantId, String id, Instant answeredAt, boolean delivered) {}

    /** What became known of a decided checkout. */
    record Outcome(
            String merchantId,
            String id,
            OutcomeKind kind,
            Instant occurredAt,
            @Nullable String note,
            @Nullable String reviewer,
            boolean forWebhook,
            OutcomeEntry.Decided decided,
            @Nullable OutcomeKind replaces) {}

    /** Writes the line and its newline. After a throw, part of it may have been written. */
    static void write(JournalRecord entry, OutputStream out) throws IOException {
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            WRITER.writeValue(json, of(entry));
        }
        out.write('\n');
    }

    /**
     * Words that every line about a checkout of that id has, whosever it is: a decision's, a settlement's and an outcome's.
     *
     * @throws IOException if the id has no JSON
     */
    static String words(String id) throws IOException {
        return "\"id\":" + MAPPER.writeValueAsString(id);
    }

    private static JournalLine of(JournalRecord entry) {
        return switch (entry) {
            case JournalEntry decided ->
                new JournalLine(
                        VERSION,
                        decided.decidedAt(),
                        decided.counted(),
                        decided.checkout(),
                        decided.decision(),
                        new Cost(decided.ruleEvaluations(), decided.redisRoundTrips()),
                        null,
                        null,
                        null,
                        null);
            case SettlementEntry settled ->
                new JournalLine(
                        VERSION,
                        settled.at(),
                        false,
                        null,
                        null,
                        null,
                        new Settlement(settled.merchantId(), settled.id(), settled.confirmed()),
                        null,
                        null,
                        null);
            case UploadEntry upload ->
                new JournalLine(
                        VERSION,
                        upload.at(),
                        false,
                        null,
                        null,
                        null,
                        null,
                        new Upload(upload.scope(), upload.version()),
                        null,
                        null);
            case OutcomeEntry outcome ->
                new JournalLine(
                        VERSION,
                        outcome.at(),
                        false,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new Outcome(
                                outcome.merchantId(),
                                outcome.id(),
                                outcome.kind(),
                                outcome.occurredAt(),
                                outcome.note(),
                                outcome.reviewer(),
                                outcome.isForWebhook(),
                                outcome.decided(),
                                outcome.replaces()),
                        null);
            case DeliveryEntry delivery ->
                new JournalLine(
                        VERSION,
                        delivery.at(),
                        false,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new Delivery(
                                delivery.merchantId(), delivery.id(), delivery.answeredAt(), delivery.isDelivered()));
        };
    }

    /** @throws IOException if the bytes are not one whole line of a known version */
    static JournalRecord read(byte[] bytes, int length) throws IOException {
        JournalLine line = READER.readValue(bytes, 0, length);
        if (line == null || line.v != VERSION) {
            throw new IOException("is not of format " + VERSION);
        }
        Settlement settlement = line.settlement;
        if (settlement != null && present(line.decidedAt, settlement.merchantId, settlement.id)) {
            return new SettlementEntry(line.decidedAt, settlement.merchantId, settlement.id, settlement.confirmed);
        }
        Upload upload = line.upload;
        if (upload != null && present(line.decidedAt, upload.scope)) {
            return new UploadEntry(line.decidedAt, upload.scope, upload.version);
        }
        Outcome outcome = line.outcome;
        if (outcome != null && isWhole(line.decidedAt, outcome)) {
            return new OutcomeEntry(
                    line.decidedAt,
                    outcome.merchantId,
                    outcome.id,
                    outcome.kind,
                    outcome.occurredAt,
                    outcome.note,
                    outcome.reviewer,
                    outcome.forWebhook,
                    outcome.decided,
                    outcome.replaces);
        }
        Delivery delivery = line.delivery;
        if (delivery != null && present(line.decidedAt, delivery.merchantId, delivery.id, delivery.answeredAt)) {
            return new DeliveryEntry(
                    line.decidedAt, delivery.merchantId, delivery.id, delivery.answeredAt, delivery.delivered);
        }
        Checkout checkout = line.checkout;
        Decision decision = line.decision;
        if (checkout == null || decision == null || !isWhole(line.decidedAt, checkout, decision)) {
            throw new IOException("lacks a part");
        }
        Cost cost = line.cost == null ? Cost.NONE : line.cost;
        return new JournalEntry(
                line.decidedAt, checkout, decision, line.counted, cost.ruleEvaluations, cost.redisRoundTrips);
    }

    /** A JSON reader leaves {@code null} where nothing was written, whatever the types promise. */
    private static boolean isWhole(Instant decidedAt, Checkout checkout, Decision decision) {
        return present(
                        decidedAt,
                        checkout.id(),
                        checkout.merchantId(),
                        checkout.occurredAt(),
                        checkout.amount(),
                        checkout.currency())
                && present(decision.id(), decision.merchantId(), decision.verdict());
    }

    private static boolean isWhole(Instant at, Outcome outcome) {
        return present(at, outcome.merchantId, outcome.id, outcome.kind, outcome.occurredAt, outcome.decided)
                && present(outcome.decided.at(), outcome.decided.verdict());
    }

    private static boolean present(@Nullable Object... parts) {
        for (Object part : parts) {
            if (Objects.isNull(part)) {
                return false;
            }
        }
        return true;
    }

    /** Digit by digit as far as that keeps the scale and stays short, else with an exponent. */
    private static final class ExactNumber extends StdSerializer<BigDecimal> {

        private static final long serialVersionUID = 1L;
        private static final int PLAIN_SCALE_MAX = 100;

        ExactNumber() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator json, SerializerProvider provider) throws IOException {
            boolean plain = value.scale() >= 0 && value.scale() <= PLAIN_SCALE_MAX;
            json.writeNumber(plain ? value.toPlainString() : value.toString());
        }
    }

    /** A merchant's own property; a whole number is a BigDecimal too, as it was when the rules saw it. */
    private static final class AttributeValue extends StdDeserializer<Object> {

        private static final long serialVersionUID = 1L;

        AttributeValue() {
            super(Object.class);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return switch (parser.currentToken()) {
                case VALUE_STRING -> parser.getText();
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                default -> throw new IOException("has an attribute that is neither text, number nor truth value");
            };
        }
    }
}
