package io.riskgate.api;

import io.riskgate.identity.Caller;
import io.riskgate.model.UtcTime;
import io.riskgate.rules.Ruleset;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what the queries of several resources have; what is wrong is a {@link ProblemException} that names it. */
final class QueryParameters {

    static final String MERCHANT_ID = "merchantId";

    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,4}");

    /** What no clock of ours shows, and what calculating with hours cannot overflow. */
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private QueryParameters() {}

    /** An empty parameter comes as none, and whoever sent it would get another answer than the one that was meant. */
    static void refuseEmpty(RoutingContext routing, String... names) {
        for (String name : names) {
            if ("".equals(routing.queryParams().get(name))) {
                throw new ProblemException(ProblemDetails.invalid(name, "must not be empty"));
            }
        }
    }

    static Instant time(String name, String text) {
        try {
            Instant time = UtcTime.parse(text);
            if (!time.isBefore(Instant.EPOCH) && !time.isAfter(LATEST)) {
                return time;
            }
        } catch (DateTimeParseException none) {
            // Said below, as of one that is out of reach.
        }
        throw new ProblemException(
                ProblemDetails.invalid(name, "must be a time such as 2026-11-23T08:00:00Z, in the years 1970 to 9999"));
    }

    /** How many are wanted on a page. */
    static int limit(String wanted, int max) {
        int limit = LIMIT.matcher(wanted).matches() ? Integer.parseInt(wanted) : 0;
        if (limit < 1 || limit > max) {
            throw new ProblemException(ProblemDetails.invalid("limit", "must be 1 to " + max));
        }
        return limit;
    }

    /**
     * The merchant that {@link #MERCHANT_ID} names, or else the caller's own; {@code null} for all, whom only admins may ask for.
     *
     * @param merchantId as the query, or a body, has it; {@code null} if it has none
     */
    static @Nullable String merchantOrAll(@Nullable String merchantId, RoutingContext routing) {
        refuseEmpty(routing, MERCHANT_ID);
        Caller caller = IdentityGate.caller(routing);
        if (merchantId == null && caller.isAdmin()) {
            return null;
        }
        String meant = merchantId == null ? caller.merchantId() : merchantId;
        if (!caller.mayTouch(meant)) {
            throw new ProblemException(ProblemDetails.forbidden());
        }
        if (!Ruleset.isScope(meant)) {
            throw new ProblemException(
                    ProblemDetails.invalid(MERCHANT_ID, "must be a merchant's id of at most 128 characters"));
        }
        return meant;
    }

    /** As {@link #merchantOrAll}, where all cannot be meant. */
    static String merchant(@Nullable String merchantId, RoutingContext routing) {
        String one = merchantOrAll(merchantId, routing);
        if (one == null) {
            throw new ProblemException(ProblemDetails.invalid(MERCHANT_ID, "is missing; admins must say whose it is"));
        }
        return one;
    }
}
