package io.riskgate.api;

import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what a resource throws on purpose into its answer. */
final class ProblemMapper {

    @ServerExceptionMapper
    Response map(ProblemException refused) {
        return refused.problem().toResponse();
    }
}
