package io.riskgate.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who pays, as the shop knows them; every property may be absent.
 *
 * @param id the shop's id of the customer
 * @param createdAt when the account was opened
 */
public record Customer(
        @Nullable String id,
        @Nullable String email,
        @Nullable String phone,
        @Nullable Instant createdAt) {

    public static final Customer NONE = new Customer(null, null, null, null);

    /** The part of the e-mail address after the last {@code @}, in lower case, or {@code null} if there is none. */
    @JsonIgnore
    public @Nullable String getEmailDomain() {
        if (email == null) {
            return null;
        }
        int at = email.lastIndexOf('@');
        return at < 0 ? null : email.substring(at + 1).toLowerCase(Locale.ROOT);
    }

    /** The part of the e-mail address before the last {@code @}, as given, or {@code null} if there is none. */
    @JsonIgnore
    public @Nullable String getEmailName() {
        if (email == null) {
            return null;
        }
        int at = email.lastIndexOf('@');
        return at < 0 ? null : email.substring(0, at);
    }
}
