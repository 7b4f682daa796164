package io.riskgate.merchant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riskgate.identity.ApiKey;
import io.riskgate.identity.KeyHash;
import io.riskgate.identity.Scope;
import io.riskgate.model.Verdict;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A {@link MerchantRecord} as stores keep it. Stateless. */
final class MerchantRecordJson {

    private static final JsonMapper JSON = new JsonMapper();

    private MerchantRecordJson() {}

    static String write(MerchantRecord record) {
        ObjectNode json = JSON.createObjectNode();
        json.set("settings", settings(record.document()));
        ArrayNode keys = json.putArray("keys");
        record.keys().forEach(key -> keys.add(key(key)));
        return json.toString();
    }

    private static ObjectNode settings(MerchantDocument document) {
        ObjectNode json = JSON.createObjectNode();
        json.put("plan", document.plan());
        json.put("reviewAt", document.reviewAt());
        json.put("declineAt", document.declineAt());
        json.put(
                "fallback",
                document.fallback() == null ? null : document.fallback().name());
        if (document.quota() != null) {
            json.putObject("quota")
                    .put("perSecond", document.quota().perSecond())
                    .put("burst", document.quota().burst());
        }
        json.put("masking", document.masking());
        json.put("traceSampling", document.traceSampling());
        json.put("timeZone", document.timeZone());
        if (document.webhook() != null) {
            json.putObject("webhook")
                    .put("url", document.webhook().url().toString())
                    .put("secret", document.webhook().secret());
        }
        Set<TraceAttribute> attributes = document.traceAttributes();
        if (attributes != null) {
            ArrayNode words = json.putArray("traceAttributes");
            attributes.stream().sorted().forEach(attribute -> words.add(attribute.word()));
        }
        return json;
    }

    private static ObjectNode key(ApiKey key) {
        ObjectNode json = JSON.createObjectNode()
                .put("id", key.id())
                .put("hash", key.hash().text())
                .put("createdAt", key.createdAt().toString())
                .put(
                        "expiresAt",
                        key.expiresAt() == null ? null : key.expiresAt().toString());
        ArrayNode scopes = json.putArray("scopes");
        key.scopes().stream().sorted().forEach(scope -> scopes.add(scope.word()));
        return json;
    }

    /** @throws IllegalArgumentException if it is none, without its text */
    static MerchantRecord read(String merchantId, String text) {
        try {
            JsonNode json = JSON.readTree(text);
            List<ApiKey> keys = new ArrayList<>();
            for (JsonNode key : json.path("keys")) {
                keys.add(key(merchantId, key));
            }
            return new MerchantRecord(document(json.path("settings")), keys);
        } catch (JsonProcessingException | DateTimeException malformed) {
            throw new IllegalArgumentException("What is kept of a merchant cannot be read");
        }
    }

    private static MerchantDocument document(JsonNode json) {
        JsonNode quota = json.path("quota");
        return new MerchantDocument(
                text(json, "plan"),
                number(json, "reviewAt"),
                number(json, "declineAt"),
                text(json, "fallback") == null
                        ? null
                        : Verdict.valueOf(json.get("fallback").asText()),
                quota.isObject()
                        ? new Quota(
                                quota.path("perSecond").asInt(),
                                quota.path("burst").asInt())
                        : null,
                text(json, "masking"),
                json.path("traceSampling").isNumber()
                        ? json.get("traceSampling").asDouble()
                        : null,
                text(json, "timeZone"),
                webhook(json.path("webhook")),
                attributes(json.path("traceAttributes")));
    }

    /** Words that this version does not know are passed over. */
    private static @Nullable Set<TraceAttribute> attributes(JsonNode json) {
        if (!json.isArray()) {
            return null;
        }
        Set<TraceAttribute> attributes = EnumSet.noneOf(TraceAttribute.class);
        for (JsonNode word : json) {
            TraceAttribute attribute = TraceAttribute.of(word.asText());
            if (attribute != null) {
                attributes.add(attribute);
            }
        }
        return attributes;
    }

    /** @throws IllegalArgumentException if its address is none */
    private static @Nullable Webhook webhook(JsonNode json) {
        return json.isObject() ? new Webhook(URI.create(json.path("url").asText()), text(json, "secret")) : null;
    }

    private static ApiKey key(String merchantId, JsonNode json) {
        KeyHash hash = KeyHash.read(json.path("hash").asText());
        if (hash == null) {
            throw new IllegalArgumentException("What is kept of a key cannot be read");
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (JsonNode word : json.path("scopes")) {
            Scope scope = Scope.of(word.asText());
            if (scope != null) {
                scopes.add(scope);
            }
        }
        String expiresAt = text(json, "expiresAt");
        return new ApiKey(
                json.path("id").asText(),
                hash,
                merchantId,
                scopes,
                Instant.parse(json.path("createdAt").asText()),
                expiresAt == null ? null : Instant.parse(expiresAt));
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.path(name).isTextual() ? json.get(name).asText() : null;
    }

    private static @Nullable Integer number(JsonNode json, String name) {
        return json.path(name).isInt() ? Integer.valueOf(json.get(name).asInt()) : null;
    }
}
