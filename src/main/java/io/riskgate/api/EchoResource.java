package io.riskgate.api;

import io.riskgate.identity.Scope;
import io.riskgate.model.Decision;
import io.riskgate.model.Effect;
import io.riskgate.model.Reason;
import io.riskgate.model.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Reads a checkout and answers as {@link DecisionResource} does, without deciding anything: the limit of what the stack
 * allows, to measure decisions against. Off after the warm-up, unless {@code riskgate.echo} is {@code true}.
 */
@Singleton
@Path(EchoResource.PATH)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
final class EchoResource {

    static final String PATH = "/v1/echo";

    private static final List<Reason> REASONS =
            List.of(new Reason("echo", "No rule was evaluated", "platform@0", Effect.SCORE, 0));

    private final CheckoutReader reader;
    private final boolean enabled;
    private final HttpWarmUp warmUp;

    EchoResource(CheckoutReader reader, EchoConfig config, HttpWarmUp warmUp) {
        this.reader = reader;
        this.enabled = config.echo();
        this.warmUp = warmUp;
    }

    @POST
    @RequiresScope(Scope.DECIDE)
    @Operation(hidden = true)
    public Uni<Response> echo(byte @Nullable [] body) {
        return Uni.createFrom()
                .item(
                        enabled || warmUp.isUnderWay()
                                ? answer(body)
                                : ProblemDetails.notFound(PATH + " is off").toResponse());
    }

    private Response answer(byte @Nullable [] body) {
        return switch (reader.read(body)) {
            case ReadCheckout.Valid valid ->
                Response.ok(DecisionJson.write(new Decision(
                                valid.checkout().id(),
                                valid.checkout().merchantId(),
                                Verdict.APPROVE,
                                0,
                                REASONS,
                                List.of(),
                                List.of("platform@0"),
                                List.of(),
                                0)))
                        .build();
            case ReadCheckout.Invalid invalid -> invalid.problem().toResponse();
        };
    }
}
