package io.riskgate.privacy;

/**
 * The properties of a checkout that may be personal; all others, such as amounts, currencies and countries, are not masked. Values of
 * fields with one {@link #domain} that are equal have the same hash.
 */
public enum PersonalField {
    CUSTOMER_ID("customer.id", "customer"),
    EMAIL("customer.email", "email"),
    PHONE("customer.phone", "phone"),
    CARD_FINGERPRINT("card.fingerprint", "card"),
    CARD_BIN("card.bin", "bin"),
    DEVICE_ID("device.id", "device"),
    IP_ADDRESS("ip.address", "ip"),
    BILLING_LINE1("billing.line1", "line1"),
    BILLING_CITY("billing.city", "city"),
    BILLING_POSTAL_CODE("billing.postalCode", "postalCode"),
    SHIPPING_LINE1("shipping.line1", "line1"),
    SHIPPING_CITY("shipping.city", "city"),
    SHIPPING_POSTAL_CODE("shipping.postalCode", "postalCode"),
    ITEM_SKU("items.sku", "sku"),
    ITEM_CATEGORY("items.category", "category"),
    /** The value of each of the merchant's own properties; their names are the merchant's, and stay. */
    ATTRIBUTE("attributes", "attribute");

    private final String path;
    private final String domain;

    PersonalField(String path, String domain) {
        this.path = path;
        this.domain = domain;
    }

    /** As a rule writes it. */
    public String path() {
        return path;
    }

    String domain() {
        return domain;
    }
}
