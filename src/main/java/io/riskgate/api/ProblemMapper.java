package io.riskgate.api;

import io.riskgate.store.StoreUnavailableException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what a resource throws on purpose, and what the store of all nodes refuses, into its answer. */
final class ProblemMapper {

    @ServerExceptionMapper
    Response map(ProblemException refused) {
        Response response = refused.problem().toResponse();
        return response.getStatus() == 503
                ? Response.fromResponse(response)
                        .header(HttpHeaders.RETRY_AFTER, 1)
                        .build()
                : response;
    }

    /** Decisions go on; whether a change was made all the same shows when the store is back. */
    @ServerExceptionMapper
    Response map(StoreUnavailableException away) {
        return Response.fromResponse(ProblemDetails.unavailable(String.valueOf(away.getMessage()))
                        .toResponse())
                .header(HttpHeaders.RETRY_AFTER, 1)
                .build();
    }
}
