package io.riskgate.api;

import io.riskgate.model.Checkout;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A property of a checkout whose value can be put on a list, as rules look it up there. */
enum ListedProperty {
    CARD,
    DEVICE,
    CUSTOMER,
    EMAIL,
    IP;

    static final String WORDS = "card, device, customer, email, ip";

    /** As a request calls it; empty if there is none that is called so. */
    static Optional<ListedProperty> of(String word) {
        for (ListedProperty property : values()) {
            if (property.word().equals(word)) {
                return Optional.of(property);
            }
        }
        return Optional.empty();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code null} if the checkout has none. */
    @Nullable
    String of(Checkout checkout) {
        return switch (this) {
            case CARD -> checkout.card().fingerprint();
            case DEVICE -> checkout.device().id();
            case CUSTOMER -> checkout.customer().id();
            case EMAIL -> checkout.customer().email();
            case IP -> checkout.ip().address();
        };
    }
}
