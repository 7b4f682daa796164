package io.riskgate.identity;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a caller may do. */
public enum Scope {
    /** Have checkouts decided. */
    DECIDE,
    /** Read, check and upload rules, and have decisions explained. */
    RULES,
    /** Read and change lists. */
    LISTS,
    /** All of it, of the platform and of every merchant, and merchants themselves. */
    ADMIN;

    /** As keys, tokens and the API call it, such as {@code decide}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code null} if there is none that is called so. */
    public static @Nullable Scope of(String word) {
        for (Scope scope : values()) {
            if (scope.word().equals(word)) {
                return scope;
            }
        }
        return null;
    }
}
