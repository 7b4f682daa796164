package io.riskgate.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.riskgate.model.Address;
import io.riskgate.model.Checkout;
import io.riskgate.model.Item;
import io.riskgate.privacy.Masker;
import io.riskgate.privacy.MaskingProfile;
import io.riskgate.privacy.MaskingRule;
import io.riskgate.privacy.PersonalField;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the JSON of a checkout, whole or masked. Hot: field by field, since databinding goes through reflection for each. For one
 * thread.
 */
final class CheckoutWriter {

    private static final SerializedString ID = new SerializedString("id");
    private static final SerializedString MERCHANT_ID = new SerializedString("merchantId");
    private static final SerializedString OCCURRED_AT = new SerializedString("occurredAt");
    private static final SerializedString AMOUNT = new SerializedString("amount");
    private static final SerializedString CURRENCY = new SerializedString("currency");
    private static final SerializedString CUSTOMER = new SerializedString("customer");
    private static final SerializedString EMAIL = new SerializedString("email");
    private static final SerializedString PHONE = new SerializedString("phone");
    private static final SerializedString CREATED_AT = new SerializedString("createdAt");
    private static final SerializedString CARD = new SerializedString("card");
    private static final SerializedString FINGERPRINT = new SerializedString("fingerprint");
    private static final SerializedString BIN = new SerializedString("bin");
    private static final SerializedString BRAND = new SerializedString("brand");
    private static final SerializedString FUNDING = new SerializedString("funding");
    private static final SerializedString COUNTRY = new SerializedString("country");
    private static final SerializedString DEVICE = new SerializedString("device");
    private static final SerializedString IP = new SerializedString("ip");
    private static final SerializedString ADDRESS = new SerializedString("address");
    private static final SerializedString BILLING = new SerializedString("billing");
    private static final SerializedString SHIPPING = new SerializedString("shipping");
    private static final SerializedString LINE1 = new SerializedString("line1");
    private static final SerializedString CITY = new SerializedString("city");
    private static final SerializedString POSTAL_CODE = new SerializedString("postalCode");
    private static final SerializedString ITEMS = new SerializedString("items");
    private static final SerializedString SKU = new SerializedString("sku");
    private static final SerializedString CATEGORY = new SerializedString("category");
    private static final SerializedString QUANTITY = new SerializedString("quantity");
    private static final SerializedString PRICE = new SerializedString("price");
    private static final SerializedString ATTRIBUTES = new SerializedString("attributes");

    private static final int PLAIN_SCALE_MAX = 100;

    private final Masker masker;

    /** Of the checkout that is being written; {@code null} while one is written whole. */
    private @Nullable MaskingProfile profile;

    CheckoutWriter(Masker masker) {
        this.masker = masker;
    }

    void writeWhole(Checkout checkout, JsonGenerator json) throws IOException {
        profile = null;
        write(checkout, json);
    }

    void writeMasked(Checkout checkout, MaskingProfile by, JsonGenerator json) throws IOException {
        profile = by;
        write(checkout, json);
    }

    private void write(Checkout checkout, JsonGenerator json) throws IOException {
        json.writeStartObject();
        text(json, ID, checkout.id());
        text(json, MERCHANT_ID, checkout.merchantId());
        time(json, OCCURRED_AT, checkout.occurredAt());
        number(json, AMOUNT, checkout.amount());
        text(json, CURRENCY, checkout.currency());
        start(json, CUSTOMER);
        personal(json, ID, PersonalField.CUSTOMER_ID, checkout.customer().id());
        personal(json, EMAIL, PersonalField.EMAIL, checkout.customer().email());
        personal(json, PHONE, PersonalField.PHONE, checkout.customer().phone());
        time(json, CREATED_AT, checkout.customer().createdAt());
        json.writeEndObject();
        start(json, CARD);
        personal(
                json,
                FINGERPRINT,
                PersonalField.CARD_FINGERPRINT,
                checkout.card().fingerprint());
        personal(json, BIN, PersonalField.CARD_BIN, checkout.card().bin());
        text(json, BRAND, checkout.card().brand());
        text(json, FUNDING, checkout.card().funding());
        text(json, COUNTRY, checkout.card().country());
        json.writeEndObject();
        start(json, DEVICE);
        personal(json, ID, PersonalField.DEVICE_ID, checkout.device().id());
        json.writeEndObject();
        start(json, IP);
        personal(json, ADDRESS, PersonalField.IP_ADDRESS, checkout.ip().address());
        text(json, COUNTRY, checkout.ip().country());
        json.writeEndObject();
        start(json, BILLING);
        address(
                json,
                checkout.billing(),
                PersonalField.BILLING_LINE1,
                PersonalField.BILLING_CITY,
                PersonalField.BILLING_POSTAL_CODE);
        start(json, SHIPPING);
        address(
                json,
                checkout.shipping(),
                PersonalField.SHIPPING_LINE1,
                PersonalField.SHIPPING_CITY,
                PersonalField.SHIPPING_POSTAL_CODE);
        items(json, checkout);
        attributes(json, checkout.attributes());
        json.writeEndObject();
    }

    private void address(
            JsonGenerator json, Address address, PersonalField line1, PersonalField city, PersonalField postalCode)
            throws IOException {
        personal(json, LINE1, line1, address.line1());
        personal(json, CITY, city, address.city());
        personal(json, POSTAL_CODE, postalCode, address.postalCode());
        text(json, COUNTRY, address.country());
        json.writeEndObject();
    }

    private void items(JsonGenerator json, Checkout checkout) throws IOException {
        json.writeFieldName(ITEMS);
        json.writeStartArray();
        for (Item item : checkout.items()) {
            json.writeStartObject();
            personal(json, SKU, PersonalField.ITEM_SKU, item.sku());
            personal(json, CATEGORY, PersonalField.ITEM_CATEGORY, item.category());
            json.writeFieldName(QUANTITY);
            json.writeNumber(item.quantity());
            number(json, PRICE, item.price());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void attributes(JsonGenerator json, Map<String, Object> attributes) throws IOException {
        start(json, ATTRIBUTES);
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            attribute(json, attribute.getKey(), attribute.getValue());
        }
        json.writeEndObject();
    }

    private void attribute(JsonGenerator json, String name, Object value) throws IOException {
        MaskingProfile masking = profile;
        if (masking != null && masking.rule(PersonalField.ATTRIBUTE) != MaskingRule.KEEP) {
            String masked = masker.mask(masking, PersonalField.ATTRIBUTE, value.toString());
            if (masked != null) {
                json.writeStringField(name, masked);
            }
            return;
        }
        json.writeFieldName(name);
        switch (value) {
            case BigDecimal number -> json.writeNumber(exact(number));
            case Boolean truth -> json.writeBoolean(truth);
            default -> json.writeString(value.toString());
        }
    }

    private void personal(JsonGenerator json, SerializedString name, PersonalField field, @Nullable String value)
            throws IOException {
        if (value != null) {
            text(json, name, profile == null ? value : masker.mask(profile, field, value));
        }
    }

    private static void start(JsonGenerator json, SerializedString name) throws IOException {
        json.writeFieldName(name);
        json.writeStartObject();
    }

    private static void text(JsonGenerator json, SerializedString name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeFieldName(name);
            json.writeString(value);
        }
    }

    private static void time(JsonGenerator json, SerializedString name, @Nullable Instant value) throws IOException {
        if (value != null) {
            text(json, name, value.toString());
        }
    }

    private static void number(JsonGenerator json, SerializedString name, BigDecimal value) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(exact(value));
    }

    /** Digit by digit as far as that keeps the scale and stays short, else with an exponent. */
    static String exact(BigDecimal value) {
        boolean plain = value.scale() >= 0 && value.scale() <= PLAIN_SCALE_MAX;
        return plain ? value.toPlainString() : value.toString();
    }
}
