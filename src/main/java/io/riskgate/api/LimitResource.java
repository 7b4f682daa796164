package io.riskgate.api;

import io.riskgate.identity.Scope;
import io.riskgate.limits.Limit;
import io.riskgate.limits.LimitWrite;
import io.riskgate.limits.Limits;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The limits on what may be open. On worker threads, since a change waits for the disk, or for what the nodes share. */
@Singleton
@Path("/v1/limits/{scope}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
final class LimitResource {

    /** @param hold as a stretch of time, such as {@code 30m} */
    record LimitAnswer(
            String scope,
            String name,
            String by,
            BigDecimal amount,
            String currency,
            String window,
            String hold,
            String onExceeded) {

        static LimitAnswer of(Limit limit) {
            return new LimitAnswer(
                    limit.scope(),
                    limit.name(),
                    limit.by().name(),
                    limit.amount(),
                    limit.currency(),
                    limit.window().label(),
                    LimitBody.stretch(limit.holdMillis()),
                    limit.onExceeded().name().toLowerCase(Locale.ROOT));
        }
    }

    /** All of a scope, by name. */
    record LimitsAnswer(List<LimitAnswer> limits) {}

    private final Limits limits;

    LimitResource(Limits limits) {
        this.limits = limits;
    }

    @GET
    @RequiresScope(Scope.RULES)
    @Operation(summary = "The limits of the platform or of a merchant")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LimitsAnswer.class)))
    public LimitsAnswer all(@PathParam("scope") String scope) {
        ScopePath.require(scope);
        return new LimitsAnswer(limits.in(scope).stream().map(LimitAnswer::of).toList());
    }

    @GET
    @RequiresScope(Scope.RULES)
    @Path("{name}")
    @Operation(summary = "A limit")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LimitAnswer.class)))
    @APIResponse(responseCode = "404", description = "There is no such limit")
    public LimitAnswer one(@PathParam("scope") String scope, @PathParam("name") String name) {
        return limits.find(scope, name).map(LimitAnswer::of).orElseThrow(LimitResource::unknown);
    }

    @Audited
    @PUT
    @RequiresScope(Scope.RULES)
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Sets a limit, in place of the one of its name if there is one",
            description =
                    "What counts against it already goes on counting. hold is 30m and onExceeded decline, unless given.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            name = "limit",
                                            value =
                                                    "{\"by\":\"customer\",\"amount\":5000,\"currency\":\"USD\",\"window\":\"24h\",\"hold\":\"30m\",\"onExceeded\":\"decline\"}")))
    @APIResponse(
            responseCode = "201",
            description = "It is new",
            content = @Content(schema = @Schema(implementation = LimitAnswer.class)))
    @APIResponse(responseCode = "200", description = "It was there and is changed")
    @APIResponse(responseCode = "400", description = "The body is not valid, or a bound would be broken")
    @APIResponse(responseCode = "503", description = "What the nodes share cannot be reached; try again")
    public Response put(@PathParam("scope") String scope, @PathParam("name") String name, byte @Nullable [] body) {
        ScopePath.require(scope);
        Limit limit = LimitBody.limit(scope, name, body);
        return switch (limits.put(limit)) {
            case LimitWrite.Stored stored ->
                Response.status(stored.created() ? 201 : 200)
                        .entity(LimitAnswer.of(limit))
                        .build();
            case LimitWrite.Invalid invalid ->
                throw new ProblemException(ProblemDetails.invalid(invalid.field(), invalid.message()));
            case LimitWrite.Full full -> throw new ProblemException(ProblemDetails.invalid("name", full.message()));
        };
    }

    @Audited
    @DELETE
    @RequiresScope(Scope.RULES)
    @Path("{name}")
    @Operation(summary = "Removes a limit")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "There is no such limit")
    public void delete(@PathParam("scope") String scope, @PathParam("name") String name) {
        if (!limits.delete(scope, name)) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemDetails.notFound("There is no such limit"));
    }
}
