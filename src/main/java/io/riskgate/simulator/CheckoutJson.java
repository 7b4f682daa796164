package io.riskgate.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.riskgate.model.Address;
import io.riskgate.model.Checkout;
import io.riskgate.model.Item;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a shop sends: the body of {@code POST /v1/decisions}, field by field, as a client in another language
 * would. The engine's own reader is deliberately not its mirror image. Stateless.
 */
final class CheckoutJson {

    private static final JsonFactory JSON = new JsonFactory();

    private CheckoutJson() {}

    static byte[] write(Checkout checkout) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeStringField("id", checkout.id());
            json.writeStringField("merchantId", checkout.merchantId());
            json.writeStringField("occurredAt", checkout.occurredAt().toString());
            json.writeNumberField("amount", checkout.amount());
            json.writeStringField("currency", checkout.currency());
            json.writeObjectFieldStart("customer");
            field(json, "id", checkout.customer().id());
            field(json, "email", checkout.customer().email());
            field(json, "phone", checkout.customer().phone());
            field(json, "createdAt", checkout.customer().createdAt());
            json.writeEndObject();
            json.writeObjectFieldStart("card");
            field(json, "fingerprint", checkout.card().fingerprint());
            field(json, "bin", checkout.card().bin());
            field(json, "brand", checkout.card().brand());
            field(json, "funding", checkout.card().funding());
            field(json, "country", checkout.card().country());
            json.writeEndObject();
            json.writeObjectFieldStart("device");
            field(json, "id", checkout.device().id());
            json.writeEndObject();
            json.writeObjectFieldStart("ip");
            field(json, "address", checkout.ip().address());
            field(json, "country", checkout.ip().country());
            json.writeEndObject();
            address(json, "billing", checkout.billing());
            address(json, "shipping", checkout.shipping());
            items(json, checkout);
            attributes(json, checkout.attributes());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return body.toByteArray();
    }

    private static void address(JsonGenerator json, String name, Address address) throws IOException {
        json.writeObjectFieldStart(name);
        field(json, "line1", address.line1());
        field(json, "city", address.city());
        field(json, "postalCode", address.postalCode());
        field(json, "country", address.country());
        json.writeEndObject();
    }

    private static void items(JsonGenerator json, Checkout checkout) throws IOException {
        json.writeArrayFieldStart("items");
        for (Item item : checkout.items()) {
            json.writeStartObject();
            field(json, "sku", item.sku());
            field(json, "category", item.category());
            json.writeNumberField("quantity", item.quantity());
            json.writeNumberField("price", item.price());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void attributes(JsonGenerator json, Map<String, Object> attributes) throws IOException {
        if (attributes.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("attributes");
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            json.writeObjectField(attribute.getKey(), attribute.getValue());
        }
        json.writeEndObject();
    }

    private static void field(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }
}
