package io.riskgate.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.riskgate.backtest.CheckoutLines;
import io.riskgate.backtest.CheckoutLines.Line;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads checkouts from a file of comma-separated values. The first line names the columns as the JSON's paths are, such as {@code
 * card.country} or {@code attributes.tier}; others are passed over, and baskets have no columns. Quotes are as RFC 4180 has them, but no value
 * has a line break. An empty value is as if left out. Of attributes, what is not in quotes and looks like a number or a truth
 * value is one. For one thread; never blocks.
 */
final class CsvCheckouts implements CheckoutLines.Reader {

    static final int COLUMNS_MAX = 200;

    private static final List<String> REQUIRED = List.of("id", "merchantId", "occurredAt", "amount", "currency");
    private static final String ATTRIBUTES = "attributes.";
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,39})(\\.[0-9]{1,20})?");

    /** @param quoted whether it stood in quotes, and so is a text */
    private record Value(String text, boolean quoted) {}

    /** None before the first line was read. */
    private List<String> names = List.of();

    @Override
    public Line read(byte[] line) {
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
        } catch (CharacterCodingException notUtf8) {
            return new Line.Invalid("must be UTF-8");
        }
        if (text.isBlank()) {
            return new Line.None();
        }
        List<Value> values = values(text);
        if (names.isEmpty()) {
            return values == null
                    ? new Line.Hopeless("has a quote in a wrong place")
                    : names(values.stream().map(value -> value.text.strip()).toList());
        }
        if (values == null) {
            return new Line.Invalid("has a quote in a wrong place");
        }
        if (values.size() != names.size()) {
            return new Line.Invalid("has " + values.size() + " values, and the first line " + names.size() + " names");
        }
        return checkout(values);
    }

    private Line names(List<String> given) {
        Set<String> different = new HashSet<>();
        for (String name : given) {
            if (!name.isEmpty() && !different.add(name)) {
                return new Line.Hopeless("names a column twice");
            }
        }
        for (String name : REQUIRED) {
            if (!different.contains(name)) {
                return new Line.Hopeless("must name the columns, and has no " + name);
            }
        }
        if (given.size() > COLUMNS_MAX) {
            return new Line.Hopeless("must not have more than " + COLUMNS_MAX + " columns");
        }
        names = given;
        return new Line.None();
    }

    private Line checkout(List<Value> values) {
        Map<String, String> texts = new HashMap<>();
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            String name = names.get(i);
            Value value = values.get(i);
            if (value.text.isEmpty()) {
                continue;
            }
            if (name.startsWith(ATTRIBUTES)) {
                attributes.put(name.substring(ATTRIBUTES.length()), attribute(value));
            } else {
                texts.put(name, value.text);
            }
        }
        FieldErrors errors = new FieldErrors();
        return CheckoutFileLines.line(request(texts, attributes, errors), texts.get(FraudLabel.FIELD), errors);
    }

    private static CheckoutRequest request(
            Map<String, String> texts, Map<String, Object> attributes, FieldErrors errors) {
        return new CheckoutRequest(
                texts.get("id"),
                texts.get("merchantId"),
                texts.get("occurredAt"),
                number("amount", texts.get("amount"), errors),
                texts.get("currency"),
                new CheckoutRequest.CustomerPart(
                        texts.get("customer.id"),
                        texts.get("customer.email"),
                        texts.get("customer.phone"),
                        texts.get("customer.createdAt")),
                new CheckoutRequest.CardPart(
                        texts.get("card.fingerprint"),
                        texts.get("card.bin"),
                        texts.get("card.brand"),
                        texts.get("card.funding"),
                        texts.get("card.country")),
                new CheckoutRequest.DevicePart(texts.get("device.id")),
                new CheckoutRequest.IpPart(texts.get("ip.address"), texts.get("ip.country")),
                address("billing", texts),
                address("shipping", texts),
                null,
                attributes);
    }

    private static CheckoutRequest.AddressPart address(String part, Map<String, String> texts) {
        return new CheckoutRequest.AddressPart(
                texts.get(part + ".line1"),
                texts.get(part + ".city"),
                texts.get(part + ".postalCode"),
                texts.get(part + ".country"));
    }

    private static @Nullable BigDecimal number(String field, @Nullable String text, FieldErrors errors) {
        if (text != null && !NUMBER.matcher(text).matches()) {
            errors.add(field, "must be a number");
            return null;
        }
        return text == null ? null : new BigDecimal(text);
    }

    private static Object attribute(Value value) {
        if (value.quoted) {
            return value.text;
        }
        if (value.text.equals("true") || value.text.equals("false")) {
            return Boolean.valueOf(value.text);
        }
        return NUMBER.matcher(value.text).matches() ? new BigDecimal(value.text) : value.text;
    }

    /** {@code null} if a quote stands where none may. */
    private static @Nullable List<Value> values(String line) {
        List<Value> values = new ArrayList<>();
        int begin = 0;
        while (true) {
            int end;
            if (begin < line.length() && line.charAt(begin) == '"') {
                end = closing(line, begin + 1);
                if (end < 0 || (end + 1 < line.length() && line.charAt(end + 1) != ',')) {
                    return null;
                }
                values.add(new Value(line.substring(begin + 1, end).replace("\"\"", "\""), true));
                end++;
            } else {
                int comma = line.indexOf(',', begin);
                end = comma < 0 ? line.length() : comma;
                String text = line.substring(begin, end);
                if (text.indexOf('"') >= 0) {
                    return null;
                }
                values.add(new Value(text, false));
            }
            if (end >= line.length()) {
                return values;
            }
            begin = end + 1;
        }
    }

    /** Where the quote is that ends the value, passing over doubled ones; -1 if there is none. */
    private static int closing(String line, int from) {
        int i = line.indexOf('"', from);
        while (i >= 0 && i + 1 < line.length() && line.charAt(i + 1) == '"') {
            i = line.indexOf('"', i + 2);
        }
        return i;
    }
}
