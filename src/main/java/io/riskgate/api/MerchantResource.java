package io.riskgate.api;

import io.riskgate.identity.Caller;
import io.riskgate.identity.Scope;
import io.riskgate.merchant.MerchantChange;
import io.riskgate.merchant.MerchantRecord;
import io.riskgate.merchant.MerchantRegistry;
import io.riskgate.merchant.Merchants;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Merchants and keys. On worker threads, since a change waits for the disk, or for what the nodes share. */
@Singleton
@Path("/v1/merchants")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
final class MerchantResource {

    static final int PAGE_MAX = 1_000;

    private final MerchantRegistry registry;
    private final Merchants merchants;

    MerchantResource(MerchantRegistry registry, Merchants merchants) {
        this.registry = registry;
        this.merchants = merchants;
    }

    @GET
    @RequiresScope(Scope.ADMIN)
    @Operation(summary = "A page of the merchants that have a document or keys, in the order of their ids")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = MerchantAnswers.Page.class)))
    public MerchantAnswers.Page all(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("100") String wanted) {
        int limit = QueryParameters.limit(wanted, PAGE_MAX);
        List<String> ids = registry.ids(after, limit);
        return new MerchantAnswers.Page(
                ids.stream()
                        .map(id -> MerchantAnswers.merchant(id, merchants.settings(id)))
                        .toList(),
                ids.size() < limit ? null : ids.getLast());
    }

    @GET
    @Path("{id}")
    @RequiresScope(Scope.ADMIN)
    @Operation(summary = "What holds for a merchant")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = MerchantAnswers.Merchant.class)))
    @APIResponse(responseCode = "404", description = "It has neither a document nor keys, so that the defaults hold")
    public MerchantAnswers.Merchant one(@PathParam("id") String id) {
        requireMerchant(id);
        requireRecord(id);
        return MerchantAnswers.merchant(id, merchants.settings(id));
    }

    @Audited
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(Scope.ADMIN)
    @Operation(
            summary = "Says what holds for a merchant",
            description = "What is left out is as the plan and the configuration have it.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            name = "document",
                                            value = "{\"plan\":\"premium\",\"reviewAt\":40,\"declineAt\":70,"
                                                    + "\"fallback\":\"CHALLENGE\",\"quota\":{\"perSecond\":500,\"burst\":1000},"
                                                    + "\"timeZone\":\"Europe/Berlin\"}")))
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = MerchantAnswers.Merchant.class)))
    @APIResponse(responseCode = "400", description = "The document is not valid; every wrong field is named")
    @APIResponse(responseCode = "503", description = "What the nodes share cannot be reached; try again")
    public MerchantAnswers.Merchant put(@PathParam("id") String id, byte @Nullable [] body) {
        requireMerchant(id);
        requireDone(registry.put(id, MerchantBody.document(body)), "");
        return MerchantAnswers.merchant(id, merchants.settings(id));
    }

    @Audited
    @DELETE
    @Path("{id}")
    @RequiresScope(Scope.ADMIN)
    @Operation(summary = "Forgets a merchant's document, and revokes all its keys")
    @APIResponse(responseCode = "204", description = "The defaults hold")
    @APIResponse(responseCode = "404", description = "It has neither a document nor keys")
    public void remove(@PathParam("id") String id) {
        requireMerchant(id);
        requireDone(registry.remove(id), "Nothing is kept of that merchant");
    }

    @GET
    @Path("{id}/keys")
    @RequiresScope(Scope.ADMIN)
    @Operation(summary = "A merchant's keys, without what only their owners know")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = MerchantAnswers.Keys.class)))
    @APIResponse(responseCode = "404", description = "It has neither a document nor keys")
    public MerchantAnswers.Keys keys(@PathParam("id") String id) {
        ScopePath.require(id);
        return new MerchantAnswers.Keys(
                requireRecord(id).keys().stream().map(MerchantAnswers::listed).toList());
    }

    @Audited
    @POST
    @Path("{id}/keys")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(Scope.ADMIN)
    @Operation(
            summary = "Makes a key",
            description =
                    "It is shown in this answer alone. The platform's keys have the scope admin, and no merchant's has.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            name = "key",
                                            value =
                                                    "{\"scopes\":[\"decide\"],\"expiresAt\":\"2027-12-01T00:00:00Z\"}")))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = MerchantAnswers.Key.class)))
    @APIResponse(responseCode = "400", description = "The body is not valid, or the merchant has 20 keys already")
    @APIResponse(responseCode = "503", description = "What the nodes share cannot be reached; try again")
    public Response makeKey(@PathParam("id") String id, byte @Nullable [] body) {
        ScopePath.require(id);
        MerchantBody.NewKey wanted = MerchantBody.key(body);
        return switch (registry.makeKey(id, wanted.scopes(), wanted.expiresAt())) {
            case MerchantChange.KeyMade made ->
                Response.status(201)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .entity(MerchantAnswers.made(made.key(), made.text()))
                        .build();
            case MerchantChange other -> throw refused(other, "");
        };
    }

    @Audited
    @DELETE
    @Path("{id}/keys/{keyId}")
    @RequiresScope(Scope.ADMIN)
    @Operation(summary = "Revokes a key")
    @APIResponse(responseCode = "204", description = "It is of no use any more, on other nodes within a second")
    @APIResponse(responseCode = "404", description = "There is no such key")
    public void revokeKey(@PathParam("id") String id, @PathParam("keyId") String keyId) {
        ScopePath.require(id);
        requireDone(registry.revokeKey(id, keyId), "There is no such key");
    }

    private static void requireMerchant(String id) {
        ScopePath.require(id);
        if (id.equals(Caller.PLATFORM)) {
            throw new ProblemException(ProblemDetails.invalid("id", "the platform is no merchant; it has only keys"));
        }
    }

    private MerchantRecord requireRecord(String id) {
        MerchantRecord record = registry.record(id);
        if (record == null) {
            throw new ProblemException(ProblemDetails.notFound("Nothing is kept of that merchant"));
        }
        return record;
    }

    private static void requireDone(MerchantChange change, String unknown) {
        if (!(change instanceof MerchantChange.Done)) {
            throw refused(change, unknown);
        }
    }

    private static ProblemException refused(MerchantChange change, String unknown) {
        return new ProblemException(
                switch (change) {
                    case MerchantChange.Invalid invalid ->
                        ProblemDetails.invalidBody(invalid.messages().entrySet().stream()
                                .map(e -> new ProblemDetails.FieldError(e.getKey(), e.getValue()))
                                .toList());
                    case MerchantChange.Unknown none -> ProblemDetails.notFound(unknown);
                    case MerchantChange.Contended contended -> ProblemDetails.busy("Others change the same; try again");
                    case MerchantChange.Done done -> throw new IllegalStateException("nothing was refused");
                    case MerchantChange.KeyMade made -> throw new IllegalStateException("nothing was refused");
                });
    }
}
