package io.riskgate.api;

import io.riskgate.identity.Caller;
import io.riskgate.identity.Scope;
import io.riskgate.lists.ListEntry;
import io.riskgate.lists.ListWrite;
import io.riskgate.lists.NamedLists;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The lists that rules look into. On worker threads, since a change waits for the disk, or for what the nodes share. */
@Singleton
@Path("/v1/lists/{scope}/{name}/entries")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
final class ListResource {

    static final int PAGE_MAX = 1_000;

    /** Of one merchant, those that wait included: one change is made at a time, of all lists. */
    static final int CHANGES_OF_MERCHANT_MAX = 4;

    /** Of one merchant: each walks over the whole list. */
    static final int PAGES_OF_MERCHANT_MAX = 2;

    /**
     * A page of a list.
     *
     * @param next what {@code after} of the next page is, {@code null} on the last
     */
    record Page(List<ListEntry> entries, @Nullable String next) {}

    /** How many values are new on the list, and how many were on it already. */
    record Changed(int added, int refreshed) {}

    private final NamedLists lists;
    private final MerchantShare changesOfMerchant = new MerchantShare(CHANGES_OF_MERCHANT_MAX);
    private final MerchantShare pagesOfMerchant = new MerchantShare(PAGES_OF_MERCHANT_MAX);

    ListResource(NamedLists lists) {
        this.lists = lists;
    }

    @GET
    @RequiresScope(Scope.LISTS)
    @Operation(summary = "A page of a list, in the order of its values")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Page.class)))
    @APIResponse(responseCode = "404", description = "There is no such list")
    @APIResponse(responseCode = "503", description = "The merchant reads as many pages as it may; try again")
    public Page entries(
            @PathParam("scope") String scope,
            @PathParam("name") String name,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("1000") String wanted,
            @Context RoutingContext routing) {
        requireList(scope, name);
        int limit = QueryParameters.limit(wanted, PAGE_MAX);
        List<ListEntry> page = within(pagesOfMerchant, routing, () -> lists.entries(scope, name, after, limit));
        return new Page(page, page.size() < limit ? null : page.getLast().value());
    }

    @Audited
    @PUT
    @RequiresScope(Scope.LISTS)
    @Consumes({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Operation(
            summary = "Adds entries to a list, which begins to exist with them",
            description = "As JSON, or as plain text with one value a line. At most 100,000 at once.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        examples =
                                @ExampleObject(
                                        name = "entries",
                                        value =
                                                "{\"entries\":[\"fp-1\",{\"value\":\"fp-2\",\"expiresAt\":\"2026-12-01T00:00:00Z\"}]}")),
                @Content(
                        mediaType = MediaType.TEXT_PLAIN,
                        examples = @ExampleObject(name = "lines", value = "fp-1\nfp-2\n"))
            })
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Changed.class)))
    @APIResponse(responseCode = "400", description = "The body is not valid, or a limit would be broken")
    @APIResponse(
            responseCode = "503",
            description =
                    "The merchant changes as many lists as it may, or what the nodes share cannot be reached; try again")
    public Changed add(
            @PathParam("scope") String scope,
            @PathParam("name") String name,
            @HeaderParam("Content-Type") @Nullable String contentType,
            byte @Nullable [] body,
            @Context RoutingContext routing) {
        boolean plain = contentType != null && contentType.startsWith(MediaType.TEXT_PLAIN);
        return within(
                changesOfMerchant, routing, () -> put(scope, name, plain ? ListBody.lines(body) : ListBody.json(body)));
    }

    @Audited
    @DELETE
    @RequiresScope(Scope.LISTS)
    @Operation(summary = "Deletes a list with all its entries")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "There is no such list")
    public void delete(
            @PathParam("scope") String scope, @PathParam("name") String name, @Context RoutingContext routing) {
        requireList(scope, name);
        within(changesOfMerchant, routing, () -> lists.delete(scope, name));
    }

    @GET
    @RequiresScope(Scope.LISTS)
    @Path("{value}")
    @Operation(summary = "An entry of a list")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ListEntry.class)))
    @APIResponse(responseCode = "404", description = "The list does not have the value")
    public ListEntry entry(
            @PathParam("scope") String scope, @PathParam("name") String name, @PathParam("value") String value) {
        requireList(scope, name);
        return lists.entry(scope, name, value).orElseThrow(ListResource::unknownEntry);
    }

    @Audited
    @PUT
    @RequiresScope(Scope.LISTS)
    @Path("{value}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Adds one entry, or changes its expiry", description = "The body is optional.")
    @RequestBody(
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            name = "expiry",
                                            value = "{\"expiresAt\":\"2026-12-01T00:00:00Z\"}")))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ListEntry.class)))
    public ListEntry addOne(
            @PathParam("scope") String scope,
            @PathParam("name") String name,
            @PathParam("value") String value,
            byte @Nullable [] body,
            @Context RoutingContext routing) {
        ListEntry entry = ListBody.one(value, body);
        within(changesOfMerchant, routing, () -> put(scope, name, List.of(entry)));
        return entry;
    }

    @Audited
    @DELETE
    @RequiresScope(Scope.LISTS)
    @Path("{value}")
    @Operation(summary = "Removes one entry")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "The list does not have the value")
    public void remove(
            @PathParam("scope") String scope,
            @PathParam("name") String name,
            @PathParam("value") String value,
            @Context RoutingContext routing) {
        requireList(scope, name);
        if (!within(changesOfMerchant, routing, () -> lists.remove(scope, name, value))) {
            throw unknownEntry();
        }
    }

    /** @throws ProblemException if the merchant does as much at the moment as it may */
    private static <T> T within(MerchantShare share, RoutingContext routing, Supplier<T> work) {
        Caller caller = IdentityGate.caller(routing);
        if (!share.take(caller, 1)) {
            throw new ProblemException(
                    ProblemDetails.busy("Too many of the merchant's lists are being read or changed"));
        }
        try {
            return work.get();
        } finally {
            share.giveBack(caller, 1);
        }
    }

    private Changed put(String scope, String name, List<ListEntry> entries) {
        ScopePath.require(scope);
        return switch (lists.put(scope, name, entries)) {
            case ListWrite.Stored stored -> new Changed(stored.added(), stored.refreshed());
            case ListWrite.Invalid invalid ->
                throw new ProblemException(ProblemDetails.invalid(invalid.field(), invalid.message()));
            case ListWrite.Full full -> throw new ProblemException(ProblemDetails.invalid("entries", full.message()));
        };
    }

    private void requireList(String scope, String name) {
        if (!lists.exists(scope, name)) {
            throw new ProblemException(ProblemDetails.notFound("There is no such list"));
        }
    }

    private static ProblemException unknownEntry() {
        return new ProblemException(ProblemDetails.notFound("The list does not have that value"));
    }
}
