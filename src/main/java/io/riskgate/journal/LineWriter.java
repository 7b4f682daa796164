package io.riskgate.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.riskgate.model.DecisionWriter;
import io.riskgate.model.Evidence;
import io.riskgate.privacy.Masker;
import io.riskgate.privacy.MerchantMasking;
import io.riskgate.sealing.DayKeys;
import io.riskgate.sealing.Sealer;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Base64;

/**
 * Writes a line of the journal: a decision with its checkout twice, masked as the merchant's profile says and sealed whole, tied to the
 * line before. For one thread; {@link #begin} blocks.
 */
final class LineWriter {

    /** What the masker's key is derived for. */
    static final String MASKING = "masking of the journal";

    private static final SerializedString DECIDED_AT = new SerializedString("decidedAt");
    private static final SerializedString COUNTED = new SerializedString("counted");
    private static final SerializedString CHECKOUT = new SerializedString("checkout");
    private static final SerializedString DECISION = new SerializedString("decision");
    private static final SerializedString MASKED = new SerializedString("masked");
    private static final SerializedString EVIDENCE = new SerializedString("evidence");
    private static final SerializedString COST = new SerializedString("cost");
    private static final SerializedString RULE_EVALUATIONS = new SerializedString("ruleEvaluations");
    private static final SerializedString REDIS_ROUND_TRIPS = new SerializedString("redisRoundTrips");
    private static final SerializedString KEY = new SerializedString("key");
    private static final SerializedString SEALED = new SerializedString("sealed");

    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    /** Everything outside ASCII is escaped: UTF-8 cannot say half of a surrogate pair, which a value may have. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    private final MerchantMasking masking;
    private final Sealer sealer;
    private final CheckoutWriter checkouts;
    private final HashChain chain;

    /** The checkout that is being sealed. */
    private final LineBuffer plain = new LineBuffer(2 * 1024);

    /** The same, sealed, as text; it grows to what the longest takes. */
    private byte[] sealedText = new byte[4 * 1024];

    /** @throws IOException if the installation has no key and none can be made */
    LineWriter(DayKeys keys, MerchantMasking masking, HashChain chain) throws IOException {
        this.masking = masking;
        this.chain = chain;
        sealer = new Sealer(keys);
        checkouts = new CheckoutWriter(new Masker(keys.installation().derive(MASKING)));
    }

    /**
     * To be called before lines of that day are written.
     *
     * @return whether a day has begun
     * @throws IOException if the day has no key and none can be made
     */
    boolean begin(LocalDate today) throws IOException {
        return sealer.begin(today);
    }

    /** Writes the line and its newline. After a throw, part of it may have been written. */
    void write(JournalRecord entry, LineBuffer out) throws IOException {
        int from = out.size();
        chain.begin(out);
        int body = out.size();
        if (entry instanceof JournalEntry decided) {
            write(decided, out);
        } else {
            JournalLine.write(entry, out);
        }
        // What comes before and after it belongs to the same object.
        out.set(body, ',');
        out.dropLast();
        chain.end(out, from);
        out.write('\n');
    }

    /** The line that was written stands. */
    void added() {
        chain.advance();
    }

    private void write(JournalEntry entry, LineBuffer out) throws IOException {
        // Before there is another generator: two at once cannot share the thread's buffers.
        int sealedChars = seal(entry);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeFieldName(DECIDED_AT);
            json.writeString(entry.decidedAt().toString());
            json.writeFieldName(COUNTED);
            json.writeBoolean(entry.counted());
            json.writeFieldName(DECISION);
            DecisionWriter.write(entry.decision(), json);
            json.writeFieldName(MASKED);
            checkouts.writeMasked(entry.checkout(), masking.of(entry.checkout().merchantId()), json);
            Evidence evidence = entry.evidence();
            if (evidence != null) {
                json.writeFieldName(EVIDENCE);
                EvidenceWriter.write(evidence, json);
            }
            json.writeFieldName(COST);
            json.writeStartObject();
            json.writeFieldName(RULE_EVALUATIONS);
            json.writeNumber(entry.ruleEvaluations());
            json.writeFieldName(REDIS_ROUND_TRIPS);
            json.writeNumber(entry.redisRoundTrips());
            json.writeEndObject();
            json.writeFieldName(KEY);
            json.writeString(sealer.day().toString());
            json.writeFieldName(SEALED);
            json.writeRawUTF8String(sealedText, 0, sealedChars);
            json.writeEndObject();
        }
    }

    /** Puts the sealed checkout into its buffer, and returns how long its text is. */
    private int seal(JournalEntry entry) throws IOException {
        plain.reset();
        try (JsonGenerator json = JSON.createGenerator(plain)) {
            json.writeStartObject();
            json.writeFieldName(CHECKOUT);
            checkouts.writeWhole(entry.checkout(), json);
            if (entry.evidence() != null) {
                EvidenceWriter.writeHits(entry.evidence(), json);
            }
            json.writeEndObject();
        }
        byte[] sealed = sealer.seal(
                plain.bytes(),
                plain.size(),
                context(entry.decision().merchantId(), entry.decision().id()));
        int chars = (sealed.length + 2) / 3 * 4;
        if (chars > sealedText.length) {
            sealedText = new byte[2 * chars];
        }
        return BASE64.encode(sealed, sealedText);
    }

    /** What a sealed checkout is bound to: it does not open in another decision's line. */
    static byte[] context(String merchantId, String id) {
        return (merchantId.length() + ":" + merchantId + id).getBytes(UTF_8);
    }
}
