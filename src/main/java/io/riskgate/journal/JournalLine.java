package io.riskgate.journal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.model.Evidence;
import io.riskgate.model.Evidence.ListHit;
import io.riskgate.model.OutcomeKind;
import io.riskgate.model.UtcTime;
import io.riskgate.sealing.KeyGoneException;
import io.riskgate.sealing.Opener;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the JSON of a line, beside its place in the {@link HashChain}. Its mapper is its own: what the API reads may change
 * without making old lines unreadable.
 *
 * <p>A decision has its checkout sealed, and for people masked, which is not read back. Lines of format 1 have it in clear. What is not
 * read is named here, since Jackson would keep a copy of what it does not know until it has the whole line.
 *
 * @param v the version of the format; of a line that is being written {@code null}, since the chain writes it
 * @param decidedAt when the decision, or what else has the line, was
 * @param checkout of format 1
 * @param key the day whose key has sealed the checkout
 * @param sealed the checkout, in Base64
 * @param evidence of a decision, without what it found on lists, which is sealed with the checkout; older lines have none
 * @param cost of a decision; older lines have none
 * @param settlement of a line that is none of a decision
 * @param upload of a line that is none of a decision either
 * @param change nor of that
 * @param outcome nor is this, nor what follows
 */
@JsonIgnoreProperties({"n", "previous", "masked", "digest"})
record JournalLine(
        @Nullable Integer v,
        Instant decidedAt,
        @Nullable Boolean counted,
        @Nullable Checkout checkout,
        @Nullable String key,
        @Nullable String sealed,
        @Nullable Decision decision,
        @Nullable EvidenceForm evidence,
        @Nullable Cost cost,
        @Nullable Settlement settlement,
        @Nullable Upload upload,
        @Nullable Change change,
        @Nullable Outcome outcome,
        @Nullable Delivery delivery) {

    /** Longer lines are neither written nor read. */
    static final int BYTES_MAX = 1024 * 1024;

    private static final int IN_CLEAR = 1;
    private static final int SEALED = 2;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(BYTES_MAX)
                            .build())
                    .build())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addDeserializer(Object.class, new AttributeValue())
                    .addDeserializer(Instant.class, new Time()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();
    private static final ObjectWriter WRITER = MAPPER.writerFor(JournalLine.class);
    private static final ObjectReader READER = MAPPER.readerFor(JournalLine.class);
    private static final ObjectReader SEALED_PARTS = MAPPER.readerFor(SealedForm.class);

    /** What was sealed. */
    record SealedForm(@Nullable Checkout checkout, @Nullable List<List<ListHit>> hits) {}

    /** What a decision took. */
    record Cost(int ruleEvaluations, int redisRoundTrips) {

        static final Cost NONE = new Cost(0, 0);
    }

    /** The end of what a checkout had reserved. */
    record Settlement(String merchantId, String id, boolean confirmed) {}

    /** What was changed by whom. */
    record Change(
            String by,
            String what,
            String scope,
            @Nullable String subject,
            @Nullable String reason) {}

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

    /** Writes what a line that is no decision's says, one object. After a throw, part of it may have been written. */
    static void write(JournalRecord entry, OutputStream out) throws IOException {
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            WRITER.writeValue(json, of(entry));
        }
    }

    /**
     * Words that every line about a checkout of that id has, whosever it is: a decision's, a settlement's and an outcome's.
     *
     * @throws IOException if the id has no JSON
     */
    static String words(String id) throws IOException {
        return "\"id\":" + text(id);
    }

    /** A text as it stands in a line, with its quotes. */
    static String text(String text) throws IOException {
        return MAPPER.writeValueAsString(text);
    }

    private static JournalLine of(JournalRecord entry) {
        Settlement settlement = null;
        Upload upload = null;
        Change change = null;
        Outcome outcome = null;
        Delivery delivery = null;
        switch (entry) {
            case JournalEntry decided -> throw new IllegalArgumentException("has a line of its own: " + decided.at());
            case SettlementEntry settled ->
                settlement = new Settlement(settled.merchantId(), settled.id(), settled.confirmed());
            case UploadEntry active -> upload = new Upload(active.scope(), active.version());
            case ChangeEntry made ->
                change = new Change(made.by(), made.what(), made.scope(), made.subject(), made.reason());
            case OutcomeEntry known ->
                outcome = new Outcome(
                        known.merchantId(),
                        known.id(),
                        known.kind(),
                        known.occurredAt(),
                        known.note(),
                        known.reviewer(),
                        known.isForWebhook(),
                        known.decided(),
                        known.replaces());
            case DeliveryEntry told ->
                delivery = new Delivery(told.merchantId(), told.id(), told.answeredAt(), told.isDelivered());
        }
        return new JournalLine(
                null,
                entry.at(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                settlement,
                upload,
                change,
                outcome,
                delivery);
    }

    /**
     * Reads the first bytes of an array.
     *
     * @throws KeyGoneException if the key is not there that has sealed the checkout
     * @throws IOException if they are not one whole line of a known version
     */
    static JournalRecord read(byte[] bytes, int length, Opener opener) throws IOException {
        JournalLine line = READER.readValue(bytes, 0, length);
        if (line == null || line.v == null || (line.v != IN_CLEAR && line.v != SEALED)) {
            throw new IOException("is not of format " + IN_CLEAR + " or " + SEALED);
        }
        Settlement settlement = line.settlement;
        if (settlement != null && present(line.decidedAt, settlement.merchantId, settlement.id)) {
            return new SettlementEntry(line.decidedAt, settlement.merchantId, settlement.id, settlement.confirmed);
        }
        Upload upload = line.upload;
        if (upload != null && present(line.decidedAt, upload.scope)) {
            return new UploadEntry(line.decidedAt, upload.scope, upload.version);
        }
        Change change = line.change;
        if (change != null && present(line.decidedAt, change.by, change.what, change.scope)) {
            return new ChangeEntry(line.decidedAt, change.by, change.what, change.scope, change.subject, change.reason);
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
        Decision decision = line.decision;
        if (decision == null || !present(line.decidedAt, decision.id(), decision.merchantId(), decision.verdict())) {
            throw new IOException("lacks a part");
        }
        SealedForm sealed = line.v == IN_CLEAR ? new SealedForm(line.checkout, null) : open(line, decision, opener);
        Checkout checkout = sealed.checkout();
        if (checkout == null || !isWhole(checkout)) {
            throw new IOException("lacks a part");
        }
        Evidence evidence = line.evidence == null ? null : line.evidence.with(sealed.hits());
        Cost cost = line.cost == null ? Cost.NONE : line.cost;
        boolean counted = Boolean.TRUE.equals(line.counted);
        return new JournalEntry(
                line.decidedAt, checkout, decision, counted, cost.ruleEvaluations, cost.redisRoundTrips, evidence);
    }

    private static SealedForm open(JournalLine line, Decision decision, Opener opener) throws IOException {
        if (line.key == null || line.sealed == null) {
            throw new IOException("lacks a part");
        }
        byte[] sealed;
        try {
            sealed = Base64.getDecoder().decode(line.sealed);
        } catch (IllegalArgumentException notBase64) {
            sealed = new byte[0];
        }
        byte[] plain = opener.open(line.key, sealed, LineWriter.context(decision.merchantId(), decision.id()));
        return SEALED_PARTS.readValue(plain);
    }

    /** A JSON reader leaves {@code null} where nothing was written, whatever the types promise. */
    private static boolean isWhole(Checkout checkout) {
        return present(
                checkout.id(), checkout.merchantId(), checkout.occurredAt(), checkout.amount(), checkout.currency());
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

    /** There are three in a line, and Jackson would read them in the general way, which is slow. */
    private static final class Time extends StdDeserializer<Instant> {

        private static final long serialVersionUID = 1L;

        Time() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return UtcTime.parse(parser.getText());
            } catch (DateTimeException noTime) {
                throw new IOException("has a time that is none", noTime);
            }
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
