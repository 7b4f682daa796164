package io.riskgate.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.riskgate.journal.OutcomeEntry;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a merchant is told of a review, the same at each attempt.
 *
 * @param id by which the merchant knows what it has been told already
 */
record WebhookMessage(String id, String body) {

    static final String ID_HEADER = "Riskgate-Delivery";
    static final String SIGNATURE_HEADER = "Riskgate-Signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final JsonMapper JSON = new JsonMapper();

    static WebhookMessage of(OutcomeEntry answer) {
        String name =
                String.join("\n", answer.merchantId(), answer.id(), answer.at().toString());
        String id = UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
        String body = JSON.createObjectNode()
                .put("type", "review.answered")
                .put("delivery", id)
                .put("merchantId", answer.merchantId())
                .put("id", answer.id())
                .put("state", answer.kind().isFraud() ? "declined" : "approved")
                .put("by", answer.reviewer())
                .put("reason", answer.note())
                .put("decidedAt", answer.decided().at().toString())
                .put("answeredAt", answer.at().toString())
                .toString();
        return new WebhookMessage(id, body);
    }

    /** As {@code t=<seconds since 1970>,v1=<hex HMAC-SHA256 of t, a dot and the body>}, so that an old message cannot be sent again as a new one. */
    String signature(String secret, Instant now) {
        long seconds = now.getEpochSecond();
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
            byte[] signed = mac.doFinal((seconds + "." + body).getBytes(UTF_8));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
