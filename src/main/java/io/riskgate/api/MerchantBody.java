package io.riskgate.api;

import io.riskgate.identity.Scope;
import io.riskgate.merchant.MerchantDocument;
import io.riskgate.merchant.Quota;
import io.riskgate.merchant.TraceAttribute;
import io.riskgate.merchant.Webhook;
import io.riskgate.model.Verdict;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of requests about merchants; what is wrong is a {@link ProblemException} naming every field. */
final class MerchantBody {

    private MerchantBody() {}

    /** @param expiresAt {@code null} for never */
    record NewKey(Set<Scope> scopes, @Nullable Instant expiresAt) {}

    static MerchantDocument document(byte @Nullable [] body) {
        JsonFields fields = JsonFields.read(body);
        // As an answer has them, which may be sent back with a change.
        fields.ignore("id");
        fields.ignore("testTraffic");
        MerchantDocument document = new MerchantDocument(
                fields.text("plan"),
                fields.integer("reviewAt"),
                fields.integer("declineAt"),
                verdict(fields),
                quota(fields.object("quota")),
                fields.text("masking"),
                fields.number("traceSampling"),
                fields.text("timeZone"),
                webhook(fields.object("webhook")),
                traceAttributes(fields));
        fields.refuseOthers();
        fields.requireRight();
        return document;
    }

    private static @Nullable Verdict verdict(JsonFields fields) {
        String word = fields.text("fallback");
        for (Verdict verdict : Verdict.values()) {
            if (verdict.name().equals(word)) {
                return verdict;
            }
        }
        if (word != null) {
            fields.wrong("fallback", "must be APPROVE, CHALLENGE, REVIEW or DECLINE");
        }
        return null;
    }

    private static @Nullable Set<TraceAttribute> traceAttributes(JsonFields fields) {
        String name = "traceAttributes";
        if (!fields.has(name)) {
            return null;
        }
        Set<TraceAttribute> attributes = EnumSet.noneOf(TraceAttribute.class);
        for (String word : fields.texts(name)) {
            TraceAttribute attribute = TraceAttribute.of(word);
            if (attribute == null) {
                fields.wrong(name, "must be some of " + TraceAttribute.WORDS);
            } else {
                attributes.add(attribute);
            }
        }
        return attributes;
    }

    private static @Nullable Quota quota(@Nullable JsonFields fields) {
        if (fields == null) {
            return null;
        }
        Integer perSecond = fields.integer("perSecond");
        Integer burst = fields.integer("burst");
        fields.refuseOthers();
        fields.requirePresent("perSecond");
        return perSecond == null ? null : new Quota(perSecond, burst == null ? perSecond : burst);
    }

    private static @Nullable Webhook webhook(@Nullable JsonFields fields) {
        if (fields == null) {
            return null;
        }
        String url = fields.text("url");
        String secret = fields.text("secret");
        fields.refuseOthers();
        try {
            if (url != null) {
                return new Webhook(new URI(url), secret);
            }
        } catch (URISyntaxException none) {
            // Said below, as of one that is missing.
        }
        fields.wrong("url", "must be an address such as https://shop.example/reviews");
        return null;
    }

    static NewKey key(byte @Nullable [] body) {
        JsonFields fields = JsonFields.read(body);
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : fields.texts("scopes")) {
            Scope scope = Scope.of(word);
            if (scope == null) {
                fields.wrong("scopes", "must be some of decide, rules, lists, admin");
            } else {
                scopes.add(scope);
            }
        }
        Instant expiresAt = instant(fields, "expiresAt");
        fields.refuseOthers();
        fields.requireRight();
        return new NewKey(scopes, expiresAt);
    }

    private static @Nullable Instant instant(JsonFields fields, String name) {
        String text = fields.text(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException malformed) {
            fields.wrong(name, "must be an instant such as 2026-12-01T00:00:00Z");
            return null;
        }
    }
}
