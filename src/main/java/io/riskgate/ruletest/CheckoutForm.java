package io.riskgate.ruletest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riskgate.api.CheckoutReader;
import io.riskgate.api.ProblemDetails;
import io.riskgate.api.ProblemException;
import io.riskgate.api.ReadCheckout;
import io.riskgate.model.Checkout;
import io.riskgate.ruletest.YamlNode.Kind;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes checkouts of what a test says of them. What it leaves out gets a default, and the rest goes, as JSON, through
 * the reader that a shop's request goes through: a test cannot say what no request can. Only, a key that is not in the
 * contract is a mistake here, where a request's is ignored.
 */
final class CheckoutForm {

    static final List<String> KEYS = List.of(
            "id",
            "merchantId",
            "occurredAt",
            "amount",
            "currency",
            "customer",
            "card",
            "device",
            "ip",
            "billing",
            "shipping",
            "items",
            "attributes");

    private static final String CREATED_AT = "createdAt";
    private static final List<String> ADDRESS = List.of("line1", "city", "postalCode", "country");

    /** The keys of each part; those of attributes are the merchant's own. */
    static final Map<String, List<String>> PARTS = Map.of(
            "customer", List.of("id", "email", "phone", CREATED_AT),
            "card", List.of("fingerprint", "bin", "brand", "funding", "country"),
            "device", List.of("id"),
            "ip", List.of("address", "country"),
            "billing", ADDRESS,
            "shipping", ADDRESS,
            "items", List.of("sku", "category", "quantity", "price"));

    private static final Pattern STEP = Pattern.compile("[^.\\[\\]]+");
    private static final String NUMBER = "<n>";
    private static final BigDecimal AMOUNT_DEFAULT = new BigDecimal("10.00");
    private static final String CURRENCY_DEFAULT = "USD";

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String merchantId;
    private final Mistakes mistakes;

    /** @param merchantId of a checkout that names none */
    CheckoutForm(String merchantId, Mistakes mistakes) {
        this.merchantId = merchantId;
        this.mistakes = mistakes;
    }

    /** Adds every key to the mistakes that a part of the checkout does not have. */
    void checkParts(Form checkout) {
        PARTS.forEach((part, keys) -> {
            YamlNode node = checkout.node(part);
            List<YamlNode> nodes =
                    node == null ? List.of() : part.equals("items") ? checkout.list(part) : List.of(node);
            String what = part.equals("items") ? "An entry of items" : part;
            nodes.forEach(each -> Form.of(each, what, keys, mistakes));
        });
    }

    /**
     * One checkout, or {@code null} if a request could not be like this.
     *
     * @param idDefault its id, if it has none
     * @param number what takes the place of {@code <n>} in its texts, or 0 for nothing
     * @param present what a time such as {@code 3d ago} counts from
     */
    @Nullable
    Checkout read(YamlNode.Mapping checkout, String idDefault, int number, Instant occurredAt, Instant present) {
        ObjectNode json = NODES.objectNode();
        json.put("id", idDefault);
        json.put("merchantId", merchantId);
        json.put("amount", AMOUNT_DEFAULT);
        json.put("currency", CURRENCY_DEFAULT);
        for (YamlNode.Entry entry : checkout.entries()) {
            JsonNode value = json(entry.value(), number, present);
            if (KEYS.contains(entry.key().text()) && !value.isNull()) {
                json.set(entry.key().text(), value);
            }
        }
        json.put("occurredAt", occurredAt.toString());
        return read(json, checkout, occurredAt);
    }

    private @Nullable Checkout read(ObjectNode json, YamlNode.Mapping checkout, Instant now) {
        try {
            CheckoutReader reader = new CheckoutReader(Clock.fixed(now, ZoneOffset.UTC));
            return switch (reader.read(JSON.writeValueAsBytes(json))) {
                case ReadCheckout.Valid valid -> valid.checkout();
                case ReadCheckout.Invalid invalid -> {
                    Objects.requireNonNullElse(invalid.problem().errors(), List.<ProblemDetails.FieldError>of())
                            .forEach(error -> add(error, checkout));
                    yield null;
                }
            };
        } catch (ProblemException tooLarge) {
            mistakes.add(Mistake.TEST_TOO_LARGE, checkout, "The checkout's " + tooLarge.getMessage(), null);
            return null;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void add(ProblemDetails.FieldError error, YamlNode.Mapping checkout) {
        YamlNode at = at(checkout, error.field());
        if (mistakes.at(at)) {
            return;
        }
        boolean unquoted = at instanceof YamlNode.Scalar scalar
                && (scalar.kind() == Kind.NUMBER || scalar.kind() == Kind.TRUTH)
                && error.message().contains("a text");
        String hint = unquoted ? "Put it in quotes: \"" + ((YamlNode.Scalar) at).text() + "\"" : null;
        mistakes.add(Mistake.TEST_VALUE, at, error.field() + " " + error.message(), hint);
    }

    /** The node at a path such as {@code items[3].price}, or the nearest one around it. */
    private static YamlNode at(YamlNode from, String path) {
        YamlNode node = from;
        Matcher step = STEP.matcher(path);
        while (step.find()) {
            YamlNode next =
                    switch (node) {
                        case YamlNode.Mapping mapping -> mapping.get(step.group());
                        case YamlNode.Sequence sequence -> sequence.nodes().get(Integer.parseInt(step.group()));
                        case YamlNode.Scalar scalar -> null;
                    };
            if (next == null) {
                return node;
            }
            node = next;
        }
        return node;
    }

    private JsonNode json(YamlNode node, int number, Instant present) {
        return switch (node) {
            case YamlNode.Mapping mapping -> {
                ObjectNode object = NODES.objectNode();
                for (YamlNode.Entry entry : mapping.entries()) {
                    Instant time = entry.key().text().equals(CREATED_AT) ? past(entry.value(), present) : null;
                    object.set(
                            entry.key().text(),
                            time == null ? json(entry.value(), number, present) : NODES.textNode(time.toString()));
                }
                yield object;
            }
            case YamlNode.Sequence sequence -> {
                ArrayNode array = NODES.arrayNode();
                sequence.nodes().forEach(each -> array.add(json(each, number, present)));
                yield array;
            }
            case YamlNode.Scalar scalar -> json(scalar, number);
        };
    }

    /** The time, if the node is one such as {@code 3d ago}. */
    private static @Nullable Instant past(YamlNode node, Instant present) {
        Duration ago = node instanceof YamlNode.Scalar scalar ? RelativeTime.ago(scalar.text()) : null;
        return ago == null ? null : present.minus(ago);
    }

    private static JsonNode json(YamlNode.Scalar scalar, int number) {
        return switch (scalar.kind()) {
            case NOTHING -> NODES.nullNode();
            case TRUTH -> NODES.booleanNode(Boolean.parseBoolean(scalar.text()));
            // What YAML has besides, such as 0x1F, 017 or 1_000, is a text to the reader, and refused as one.
            case NUMBER ->
                scalar.text().matches("-?(0|[1-9][0-9]{0,19})(\\.[0-9]{1,20})?")
                        ? NODES.numberNode(new BigDecimal(scalar.text()))
                        : NODES.textNode(scalar.text());
            case TEXT ->
                NODES.textNode(number == 0 ? scalar.text() : scalar.text().replace(NUMBER, Integer.toString(number)));
        };
    }
}
