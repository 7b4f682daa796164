package io.riskgate.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** A time that a query names. Stateless. */
final class QueryTime {

    /** What no clock of ours shows, and what calculating with days cannot overflow. */
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private QueryTime() {}

    /** @throws ProblemException naming the parameter, if it is none of the years 1970 to 9999 */
    static Instant parse(String name, String text) {
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
