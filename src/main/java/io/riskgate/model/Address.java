package io.riskgate.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A billing or shipping address; every property may be absent.
 *
 * @param line1 street and number
 * @param country ISO 3166-1 alpha-2
 */
public record Address(
        @Nullable String line1,
        @Nullable String city,
        @Nullable String postalCode,
        @Nullable String country) {

    public static final Address NONE = new Address(null, null, null, null);

    /**
     * One text that is the same for the same place however its letters are cased, or {@code null} if neither a street
     * nor a postal code is known.
     */
    @JsonIgnore
    public @Nullable String key() {
        if (line1 == null && postalCode == null) {
            return null;
        }
        return String.join("|", part(line1), part(city), part(postalCode), part(country));
    }

    private static String part(@Nullable String text) {
        return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    }
}
