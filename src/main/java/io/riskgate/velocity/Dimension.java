package io.riskgate.velocity;

import io.riskgate.model.Checkout;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A property of the checkout that checkouts are grouped by, such as the card.
 *
 * @param name as a rule writes it: one of {@link #FIXED}, or {@code attributes.<name>}
 */
public record Dimension(String name) {

    /** The dimensions that every merchant has. */
    public static final List<String> FIXED =
            List.of("customer", "email", "card", "bin", "device", "ip", "phone", "shipping_address", "merchant");

    private static final String ATTRIBUTE_PREFIX = "attributes.";
    private static final Pattern ATTRIBUTE = Pattern.compile("attributes\\.[A-Za-z_][A-Za-z0-9_]{0,63}");

    /** The dimension of that name, or empty if there is none. */
    public static Optional<Dimension> of(String name) {
        return FIXED.contains(name) || ATTRIBUTE.matcher(name).matches()
                ? Optional.of(new Dimension(name))
                : Optional.empty();
    }

    /** Whether it is one of the merchant's own properties. */
    boolean isAttribute() {
        return name.startsWith(ATTRIBUTE_PREFIX);
    }

    /** What the checkout has for this dimension, or {@code null} if nothing: such a checkout is in no group. */
    public @Nullable String valueIn(Checkout checkout) {
        return switch (name) {
            case "customer" -> checkout.customer().id();
            case "email" -> lowerCase(checkout.customer().email());
            case "card" -> checkout.card().fingerprint();
            case "bin" -> checkout.card().bin();
            case "device" -> checkout.device().id();
            case "ip" -> checkout.ip().address();
            case "phone" -> checkout.customer().phone();
            case "shipping_address" -> checkout.shipping().key();
            case "merchant" -> checkout.merchantId();
            default -> attribute(checkout);
        };
    }

    private @Nullable String attribute(Checkout checkout) {
        Object value = checkout.attributes().get(name.substring(ATTRIBUTE_PREFIX.length()));
        return value == null ? null : value.toString();
    }

    private static @Nullable String lowerCase(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
