package io.riskgate.identity;

import java.util.EnumSet;
import java.util.Set;

/**
 * Who sent a request. Immutable.
 *
 * @param name as logs and a ruleset's history show it; never what proved it
 * @param merchantId whose caller it is; {@link #PLATFORM} for the platform's own
 * @param scopes what it may do
 */
public record Caller(String name, String merchantId, Set<Scope> scopes) {

    /** Stands for the platform where a merchant's id does for a merchant. */
    public static final String PLATFORM = "platform";

    /** Everybody, where no keys are required. */
    static final Caller ANYBODY = new Caller("anonymous", PLATFORM, EnumSet.allOf(Scope.class));

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public boolean isAdmin() {
        return scopes.contains(Scope.ADMIN);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope) || isAdmin();
    }

    /**
     * Whether what belongs to a merchant, or to the platform, is the caller's to read and change: its own, or for an admin all.
     * Tells nothing of whether there is such a merchant.
     */
    public boolean mayTouch(String scope) {
        return isAdmin() || (scope.equals(merchantId) && !scope.equals(PLATFORM));
    }
}
