package io.riskgate.api;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of one checkout without guessing: a number is not a text, {@code "12"} is not a number, a known name
 * may have one value, numbers are exact, unknown names are passed over. A value of a wrong type does not end the reading; it is
 * noted by its path in the {@link FieldErrors} and read as {@code null}, so that one answer can name every field that is
 * wrong.
 *
 * <p>Hot: token by token, since databinding was a fifth of what a request allocated. For one thread.
 */
class CheckoutParser {

    /** Stands among the attributes for a value that is no scalar. */
    static final Object NOT_SCALAR = new Object();

    private final JsonParser json;
    private final FieldErrors errors;
    private final JsonStreamContext root;

    /** @param json at the first token of the checkout, made by {@link StrictJson#checkoutParser} */
    CheckoutParser(JsonParser json, FieldErrors errors) {
        this.json = json;
        this.errors = errors;
        root = json.getParsingContext();
    }

    /** {@code null} if it is the JSON {@code null}, or no object. */
    @Nullable
    final CheckoutRequest checkout() throws IOException {
        if (!isObject(null)) {
            return null;
        }
        String id = null;
        String merchantId = null;
        String occurredAt = null;
        BigDecimal amount = null;
        String currency = null;
        CheckoutRequest.CustomerPart customer = null;
        CheckoutRequest.CardPart card = null;
        CheckoutRequest.DevicePart device = null;
        CheckoutRequest.IpPart ip = null;
        CheckoutRequest.AddressPart billing = null;
        CheckoutRequest.AddressPart shipping = null;
        List<CheckoutRequest.@Nullable ItemPart> items = null;
        Map<String, Object> attributes = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "id" -> id = text(id);
                case "merchantId" -> merchantId = text(merchantId);
                case "occurredAt" -> occurredAt = text(occurredAt);
                case "amount" -> amount = number(amount);
                case "currency" -> currency = text(currency);
                case "customer" -> customer = customer(customer);
                case "card" -> card = card(card);
                case "device" -> device = device(device);
                case "ip" -> ip = ip(ip);
                case "billing" -> billing = address(billing);
                case "shipping" -> shipping = address(shipping);
                case "items" -> items = items(items);
                case "attributes" -> attributes = scalars(attributes);
                default -> other(name);
            }
        }
        return new CheckoutRequest(
                id,
                merchantId,
                occurredAt,
                amount,
                currency,
                customer,
                card,
                device,
                ip,
                billing,
                shipping,
                items,
                attributes);
    }

    /** Reads a value of the checkout whose name is not of the contract: passes it over. */
    void other(String name) throws IOException {
        json.skipChildren();
    }

    private CheckoutRequest.@Nullable CustomerPart customer(CheckoutRequest.@Nullable CustomerPart before)
            throws IOException {
        if (!isObject(before)) {
            return null;
        }
        String id = null;
        String email = null;
        String phone = null;
        String createdAt = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "id" -> id = text(id);
                case "email" -> email = text(email);
                case "phone" -> phone = text(phone);
                case "createdAt" -> createdAt = text(createdAt);
                default -> json.skipChildren();
            }
        }
        return new CheckoutRequest.CustomerPart(id, email, phone, createdAt);
    }

    private CheckoutRequest.@Nullable CardPart card(CheckoutRequest.@Nullable CardPart before) throws IOException {
        if (!isObject(before)) {
            return null;
        }
        String fingerprint = null;
        String bin = null;
        String brand = null;
        String funding = null;
        String country = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "fingerprint" -> fingerprint = text(fingerprint);
                case "bin" -> bin = text(bin);
                case "brand" -> brand = text(brand);
                case "funding" -> funding = text(funding);
                case "country" -> country = text(country);
                default -> json.skipChildren();
            }
        }
        return new CheckoutRequest.CardPart(fingerprint, bin, brand, funding, country);
    }

    private CheckoutRequest.@Nullable DevicePart device(CheckoutRequest.@Nullable DevicePart before)
            throws IOException {
        if (!isObject(before)) {
            return null;
        }
        String id = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "id" -> id = text(id);
                default -> json.skipChildren();
            }
        }
        return new CheckoutRequest.DevicePart(id);
    }

    private CheckoutRequest.@Nullable IpPart ip(CheckoutRequest.@Nullable IpPart before) throws IOException {
        if (!isObject(before)) {
            return null;
        }
        String address = null;
        String country = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "address" -> address = text(address);
                case "country" -> country = text(country);
                default -> json.skipChildren();
            }
        }
        return new CheckoutRequest.IpPart(address, country);
    }

    private CheckoutRequest.@Nullable AddressPart address(CheckoutRequest.@Nullable AddressPart before)
            throws IOException {
        if (!isObject(before)) {
            return null;
        }
        String line1 = null;
        String city = null;
        String postalCode = null;
        String country = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "line1" -> line1 = text(line1);
                case "city" -> city = text(city);
                case "postalCode" -> postalCode = text(postalCode);
                case "country" -> country = text(country);
                default -> json.skipChildren();
            }
        }
        return new CheckoutRequest.AddressPart(line1, city, postalCode, country);
    }

    private @Nullable List<CheckoutRequest.@Nullable ItemPart> items(
            @Nullable List<CheckoutRequest.@Nullable ItemPart> before) throws IOException {
        refuseSecond(before);
        if (!json.isExpectedStartArrayToken()) {
            noteUnlessNull("must be an array");
            return null;
        }
        List<CheckoutRequest.@Nullable ItemPart> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            items.add(item(null));
        }
        return items;
    }

    private CheckoutRequest.@Nullable ItemPart item(CheckoutRequest.@Nullable ItemPart before) throws IOException {
        if (!isObject(before)) {
            return null;
        }
        String sku = null;
        String category = null;
        BigDecimal quantity = null;
        BigDecimal price = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "sku" -> sku = text(sku);
                case "category" -> category = text(category);
                case "quantity" -> quantity = number(quantity);
                case "price" -> price = number(price);
                default -> json.skipChildren();
            }
        }
        return new CheckoutRequest.ItemPart(sku, category, quantity, price);
    }

    /** A flat object; a name whose value is {@code null} is as if left out. */
    private @Nullable Map<String, Object> scalars(@Nullable Map<String, Object> before) throws IOException {
        if (!isObject(before)) {
            return null;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            refuseSecond(values.get(name));
            switch (json.nextToken()) {
                case VALUE_STRING -> values.put(name, json.getText());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> values.put(name, decimal());
                case VALUE_TRUE, VALUE_FALSE -> values.put(name, json.getBooleanValue());
                case VALUE_NULL -> {}
                default -> values.put(name, NOT_SCALAR);
            }
            json.skipChildren();
        }
        return values;
    }

    @Nullable
    final String text(@Nullable String before) throws IOException {
        refuseSecond(before);
        if (json.hasToken(JsonToken.VALUE_STRING)) {
            return json.getText();
        }
        noteUnlessNull("must be a text");
        return null;
    }

    private @Nullable BigDecimal number(@Nullable BigDecimal before) throws IOException {
        refuseSecond(before);
        if (json.currentToken().isNumeric()) {
            return decimal();
        }
        noteUnlessNull("must be a number");
        return null;
    }

    private boolean isObject(@Nullable Object before) throws IOException {
        refuseSecond(before);
        if (json.isExpectedStartObjectToken()) {
            return true;
        }
        noteUnlessNull("must be an object");
        return false;
    }

    private void noteUnlessNull(String message) throws IOException {
        if (!json.hasToken(JsonToken.VALUE_NULL)) {
            note(message);
        }
    }

    private void note(String message) throws IOException {
        String path = path(json.getParsingContext());
        errors.add(path.isEmpty() ? "body" : path, message);
        json.skipChildren();
    }

    /** Where the parser is, from the checkout on, such as {@code items[3].price}. */
    private String path(@Nullable JsonStreamContext at) {
        if (at == null || at.inRoot() || at == root.getParent() || (at == root && !root.inObject())) {
            return "";
        }
        String before = path(at.getParent());
        if (at.inArray()) {
            return at.hasCurrentIndex() ? before + "[" + at.getCurrentIndex() + "]" : before;
        }
        if (at.getCurrentName() == null) {
            return before;
        }
        return before.isEmpty() ? at.getCurrentName() : before + "." + at.getCurrentName();
    }

    private BigDecimal decimal() throws IOException {
        try {
            return json.getDecimalValue();
        } catch (NumberFormatException exponent) {
            throw new JsonParseException(json, "an exponent out of bounds", exponent);
        }
    }

    /** @param before the value that the name had already in the same object */
    private void refuseSecond(@Nullable Object before) throws JsonParseException {
        if (before != null) {
            throw new JsonParseException(json, StrictJson.DUPLICATE);
        }
    }
}
