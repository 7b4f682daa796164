package io.riskgate.api;

import io.riskgate.quota.Quotas.Exceeded;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.TimeUnit;

/** Says that a merchant has had too much, with the headers of draft-ietf-httpapi-ratelimit-headers. */
final class QuotaAnswer {

    private static final String POLICY = "checkouts";

    private QuotaAnswer() {}

    static Response response(Exceeded exceeded) {
        // Whole seconds, and none would be an invitation to come at once.
        long seconds = TimeUnit.NANOSECONDS.toSeconds(exceeded.retryAfterNanos() - 1) + 1;
        return Response.fromResponse(ProblemDetails.quotaExceeded().toResponse())
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .header(
                        "RateLimit-Policy",
                        "\"" + POLICY + "\";q=" + exceeded.quota().perSecond() + ";w=1")
                .header("RateLimit", "\"" + POLICY + "\";r=0;t=" + seconds)
                .build();
    }
}
