package io.riskgate.api;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a checkout as a request is read, and a label that stands among its fields. For one thread. */
final class LabelledCheckoutParser extends CheckoutParser {

    private @Nullable String label;

    /** As of {@link CheckoutParser}. */
    LabelledCheckoutParser(JsonParser json, FieldErrors errors) {
        super(json, errors);
    }

    @Override
    void other(String name) throws IOException {
        if (name.equals(FraudLabel.FIELD)) {
            label = text(label);
        } else {
            super.other(name);
        }
    }

    /** {@code null} if there is none. */
    @Nullable
    String label() {
        return label;
    }
}
