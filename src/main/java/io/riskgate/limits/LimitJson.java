package io.riskgate.limits;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riskgate.model.Verdict;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Limits as a store keeps them. Stateless. */
public final class LimitJson {

    private static final JsonMapper JSON = new JsonMapper();

    private LimitJson() {}

    public static String write(Limit limit) {
        return node(limit).toString();
    }

    /**
     * Reads what {@link #write(Limit)} wrote.
     *
     * @throws IOException if it is no limit
     */
    public static Limit read(String text) throws IOException {
        return limit(JSON.readTree(text));
    }

    /** All limits of one scope. */
    static byte[] write(String scope, List<Limit> limits) {
        ObjectNode root = JSON.createObjectNode().put("scope", scope);
        ArrayNode all = root.putArray("limits");
        limits.forEach(limit -> all.add(node(limit)));
        return root.toString().getBytes(UTF_8);
    }

    /** @throws IOException if they are not the limits of one scope */
    static List<Limit> read(byte[] bytes) throws IOException {
        List<Limit> limits = new ArrayList<>();
        for (JsonNode one : JSON.readTree(bytes).path("limits")) {
            limits.add(limit(one));
        }
        return limits;
    }

    private static ObjectNode node(Limit limit) {
        return JSON.createObjectNode()
                .put("scope", limit.scope())
                .put("name", limit.name())
                .put("by", limit.by().name())
                .put("units", limit.maxUnits())
                .put("currency", limit.currency())
                .put("window", limit.window().label())
                .put("holdMillis", limit.holdMillis())
                .put("onExceeded", limit.onExceeded().name());
    }

    private static Limit limit(JsonNode node) throws IOException {
        try {
            Limit limit = new Limit(
                    node.path("scope").asText(),
                    node.path("name").asText(),
                    Dimension.of(node.path("by").asText()).orElseThrow(),
                    node.path("units").asLong(),
                    node.path("currency").asText(),
                    Window.ofLabel(node.path("window").asText()).orElseThrow(),
                    node.path("holdMillis").asLong(),
                    Verdict.valueOf(node.path("onExceeded").asText()));
            if (LimitRules.check(limit) == null) {
                return limit;
            }
        } catch (RuntimeException incomplete) {
            throw new IOException("is no limit", incomplete);
        }
        throw new IOException("is no limit");
    }
}
