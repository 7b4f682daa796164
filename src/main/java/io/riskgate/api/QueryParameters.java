package io.riskgate.api;

import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Reads what the queries of several resources have; what is wrong is a {@link ProblemException} that names it. */
final class QueryParameters {

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
}
