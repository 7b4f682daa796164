package io.riskgate.api;

import io.riskgate.limits.Settling;
import io.riskgate.model.Reservation.Held;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;

/**
 * How what a checkout had reserved has ended.
 *
 * @param state {@code confirmed}, {@code released} or {@code expired}
 * @param limits that it was reserved under
 */
record SettledAnswer(String id, String merchantId, String state, List<Held> limits) {

    static final String BODY = "{\"merchantId\":\"acme\"}";
    static final String DESCRIPTION =
            "Without a body, or a merchantId in it, the caller's own merchant is meant; admins must say whose. The answer's"
                    + " state is how it ended first: what was released or has expired stays so. Of one that had ended"
                    + " before, Idempotent-Replay is true.";

    static Response response(String merchantId, String id, Settling settling) {
        return switch (settling) {
            case Settling.Settled settled -> {
                Response.ResponseBuilder response = Response.ok(new SettledAnswer(
                        id, merchantId, settled.state().name().toLowerCase(Locale.ROOT), settled.limits()));
                yield (settled.again() ? response.header(DecisionResource.REPLAY_HEADER, true) : response).build();
            }
            case Settling.Unknown unknown ->
                ProblemDetails.notFound("Nothing is reserved for a checkout \"" + id + "\" of this merchant")
                        .toResponse();
            case Settling.Unavailable unavailable ->
                ProblemDetails.unavailable(unavailable.why()).toResponse();
        };
    }
}
