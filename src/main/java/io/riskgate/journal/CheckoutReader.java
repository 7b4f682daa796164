package io.riskgate.journal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.riskgate.model.Address;
import io.riskgate.model.Card;
import io.riskgate.model.Checkout;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;
import io.riskgate.model.Item;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads back what {@link CheckoutWriter} wrote. Field by field as that does, since a start and a backtest read millions. What is not known is
 * passed over; a checkout that lacks what each has is refused. Stateless.
 */
final class CheckoutReader extends StdDeserializer<Checkout> {

    private static final long serialVersionUID = 1L;

    CheckoutReader() {
        super(Checkout.class);
    }

    @Override
    public Checkout deserialize(JsonParser json, DeserializationContext context) throws IOException {
        String id = null;
        String merchantId = null;
        Instant occurredAt = null;
        BigDecimal amount = null;
        String currency = null;
        Customer customer = Customer.NONE;
        Card card = Card.NONE;
        Device device = Device.NONE;
        Ip ip = Ip.NONE;
        Address billing = Address.NONE;
        Address shipping = Address.NONE;
        List<Item> items = List.of();
        Map<String, Object> attributes = Map.of();
        for (String name = JsonValues.next(json); name != null; name = JsonValues.next(json)) {
            switch (name) {
                case "id" -> id = JsonValues.text(json);
                case "merchantId" -> merchantId = JsonValues.text(json);
                case "occurredAt" -> occurredAt = JsonValues.time(json);
                case "amount" -> amount = JsonValues.decimal(json);
                case "currency" -> currency = JsonValues.text(json);
                case "customer" -> customer = customer(json);
                case "card" -> card = card(json);
                case "device" -> device = device(json);
                case "ip" -> ip = ip(json);
                case "billing" -> billing = address(json);
                case "shipping" -> shipping = address(json);
                case "items" -> items = items(json);
                case "attributes" -> attributes = attributes(json);
                default -> json.skipChildren();
            }
        }
        if (id == null || merchantId == null || occurredAt == null || amount == null || currency == null) {
            throw new IOException("lacks a part");
        }
        return new Checkout(
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

    private static Customer customer(JsonParser json) throws IOException {
        if (!JsonValues.isObject(json)) {
            return Customer.NONE;
        }
        String id = null;
        String email = null;
        String phone = null;
        Instant createdAt = null;
        for (String name = JsonValues.next(json); name != null; name = JsonValues.next(json)) {
            switch (name) {
                case "id" -> id = JsonValues.text(json);
                case "email" -> email = JsonValues.text(json);
                case "phone" -> phone = JsonValues.text(json);
                case "createdAt" -> createdAt = JsonValues.time(json);
                default -> json.skipChildren();
            }
        }
        return new Customer(id, email, phone, createdAt);
    }

    private static Card card(JsonParser json) throws IOException {
        if (!JsonValues.isObject(json)) {
            return Card.NONE;
        }
        String fingerprint = null;
        String bin = null;
        String brand = null;
        String funding = null;
        String country = null;
        for (String name = JsonValues.next(json); name != null; name = JsonValues.next(json)) {
            switch (name) {
                case "fingerprint" -> fingerprint = JsonValues.text(json);
                case "bin" -> bin = JsonValues.text(json);
                case "brand" -> brand = JsonValues.text(json);
                case "funding" -> funding = JsonValues.text(json);
                case "country" -> country = JsonValues.text(json);
                default -> json.skipChildren();
            }
        }
        return new Card(fingerprint, bin, brand, funding, country);
    }

    private static Device device(JsonParser json) throws IOException {
        if (!JsonValues.isObject(json)) {
            return Device.NONE;
        }
        String id = null;
        for (String name = JsonValues.next(json); name != null; name = JsonValues.next(json)) {
            if (name.equals("id")) {
                id = JsonValues.text(json);
            } else {
                json.skipChildren();
            }
        }
        return new Device(id);
    }

    private static Ip ip(JsonParser json) throws IOException {
        if (!JsonValues.isObject(json)) {
            return Ip.NONE;
        }
        String address = null;
        String country = null;
        for (String name = JsonValues.next(json); name != null; name = JsonValues.next(json)) {
            switch (name) {
                case "address" -> address = JsonValues.text(json);
                case "country" -> country = JsonValues.text(json);
                default -> json.skipChildren();
            }
        }
        return new Ip(address, country);
    }

    private static Address address(JsonParser json) throws IOException {
        if (!JsonValues.isObject(json)) {
            return Address.NONE;
        }
        String line1 = null;
        String city = null;
        String postalCode = null;
        String country = null;
        for (String name = JsonValues.next(json); name != null; name = JsonValues.next(json)) {
            switch (name) {
                case "line1" -> line1 = JsonValues.text(json);
                case "city" -> city = JsonValues.text(json);
                case "postalCode" -> postalCode = JsonValues.text(json);
                case "country" -> country = JsonValues.text(json);
                default -> json.skipChildren();
            }
        }
        return new Address(line1, city, postalCode, country);
    }

    private static List<Item> items(JsonParser json) throws IOException {
        List<Item> items = JsonValues.list(json, CheckoutReader::item);
        return items == null ? List.of() : items;
    }

    private static Item item(JsonParser json) throws IOException {
        if (!JsonValues.isObject(json)) {
            throw new IOException("lacks a part");
        }
        String sku = null;
        String category = null;
        int quantity = 0;
        BigDecimal price = null;
        for (String name = JsonValues.next(json); name != null; name = JsonValues.next(json)) {
            switch (name) {
                case "sku" -> sku = JsonValues.text(json);
                case "category" -> category = JsonValues.text(json);
                case "quantity" -> quantity = JsonValues.integer(json);
                case "price" -> price = JsonValues.decimal(json);
                default -> json.skipChildren();
            }
        }
        if (price == null) {
            throw new IOException("lacks a part");
        }
        return new Item(sku, category, quantity, price);
    }

    private static Map<String, Object> attributes(JsonParser json) throws IOException {
        if (!JsonValues.isObject(json)) {
            return Map.of();
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (String name = JsonValues.next(json); name != null; name = JsonValues.next(json)) {
            attributes.put(name, attribute(json));
        }
        return attributes;
    }

    /** A merchant's own property; a whole number is a BigDecimal too, as it was when the rules saw it. */
    private static Object attribute(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new IOException("has an attribute that is neither text, number nor truth value");
        };
    }
}
