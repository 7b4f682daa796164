package io.riskgate.api;

import io.riskgate.identity.Caller;
import io.riskgate.identity.Scope;
import io.riskgate.rules.registry.RulesetRegistry;
import io.riskgate.rules.registry.WantedMode;
import io.riskgate.store.RulesetStore;
import io.riskgate.store.RulesetVersion;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
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

/** One version of a scope's rules: its mode, and what it changes. On worker threads, since a change waits for the disk. */
@Singleton
@Path("/v1/rulesets/{scope}/versions/{version}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
final class VersionResource {

    /** Of one merchant, those that wait among them: each that waits holds a thread. */
    static final int DIFFS_OF_MERCHANT_MAX = 1;

    private final RulesetRegistry registry;
    private final RulesetStore store;
    private final RulesetPublishing publishing;
    private final TextDiff diff;
    private final MerchantShare diffsOfMerchant = new MerchantShare(DIFFS_OF_MERCHANT_MAX);

    VersionResource(RulesetRegistry registry, RulesetStore store, RulesetPublishing publishing, TextDiff diff) {
        this.registry = registry;
        this.store = store;
        this.publishing = publishing;
        this.diff = diff;
    }

    @Audited
    @PUT
    @RequiresScope(Scope.RULES)
    @Path("mode")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Makes a version a shadow, a canary or active, or retires it",
            description = "rollback says when a canary is given up by itself: if of its last checkouts, checkoutsMin at"
                    + " least, more are declined, make its rules throw or take them longer than that allows.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = RulesetAnswers.ModeChangeBody.class),
                            examples = {
                                @ExampleObject(name = "shadow", value = "{\"mode\":\"shadow\"}"),
                                @ExampleObject(
                                        name = "canary",
                                        value = "{\"mode\":\"canary\",\"percent\":10,\"rollback\":"
                                                + "{\"declineRateMax\":0.08,\"errorRateMax\":0.01,\"p99MicrosMax\":2000,"
                                                + "\"checkoutsMin\":200}}")
                            }))
    @APIResponse(
            responseCode = "200",
            description = "The version, which has the mode from now on",
            content = @Content(schema = @Schema(implementation = RulesetAnswers.Version.class)))
    @APIResponse(
            responseCode = "400",
            description = "A field is not valid, and is named; or the version cannot have that mode now")
    @APIResponse(responseCode = "404", description = "There is no such version")
    @APIResponse(responseCode = "503", description = "Too many wait; try again")
    public Uni<Response> mode(
            @PathParam("scope") String scope,
            @PathParam("version") String version,
            @QueryParam("reason") @Nullable String reason,
            byte @Nullable [] body,
            @Context RoutingContext routing) {
        int number = known(scope, version).version();
        Caller caller = IdentityGate.caller(routing);
        WantedMode wanted = ModeBody.changed(body, caller.name(), reason);
        return publishing.answer(
                caller, () -> registry.move(scope, number, wanted), done -> Response.ok(version(scope, number))
                        .build());
    }

    private RulesetAnswers.Version version(String scope, int number) {
        return RulesetAnswers.version(
                known(scope, Integer.toString(number)),
                registry.active(scope),
                store.changes(scope).stream()
                        .filter(change -> change.version() == number)
                        .toList());
    }

    @GET
    @RequiresScope(Scope.RULES)
    @Path("diff")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "What a version changes",
            description =
                    "A unified diff from the version of the parameter against, unless given the one before, to this one;"
                            + " empty if they are the same.")
    @APIResponse(responseCode = "200", description = "The diff")
    @APIResponse(responseCode = "404", description = "There is no such version")
    @APIResponse(responseCode = "422", description = "The texts have too many lines to be compared")
    @APIResponse(responseCode = "503", description = "Too many are being compared; try again")
    public Response diff(
            @PathParam("scope") String scope,
            @PathParam("version") String version,
            @QueryParam("against") @Nullable String against,
            @Context RoutingContext routing)
            throws InterruptedException {
        RulesetVersion newer = known(scope, version);
        RulesetVersion older = against == null ? before(scope, newer) : known(scope, against);
        Caller caller = IdentityGate.caller(routing);
        if (!diffsOfMerchant.take(caller, 1)) {
            return busy();
        }
        try {
            return diff(scope, older, newer);
        } finally {
            diffsOfMerchant.giveBack(caller, 1);
        }
    }

    private Response diff(String scope, @Nullable RulesetVersion older, RulesetVersion newer)
            throws InterruptedException {
        return switch (diff.unified(
                older == null ? TextDiff.NOTHING : scope + "@" + older.version(),
                older == null ? "" : text(scope, older),
                scope + "@" + newer.version(),
                text(scope, newer))) {
            case TextDiff.Unified unified ->
                Response.ok(unified.text(), MediaType.TEXT_PLAIN + ";charset=UTF-8")
                        .build();
            case TextDiff.TooLong tooLong ->
                ProblemDetails.tooManyLines(TextDiff.LINES_MAX).toResponse();
            case TextDiff.Busy busy -> busy();
        };
    }

    private static Response busy() {
        return ProblemDetails.comeAgain("Too many rulesets are being compared");
    }

    /** The one before, {@code null} if this is the first that is kept. */
    private @Nullable RulesetVersion before(String scope, RulesetVersion version) {
        return store.history(scope).reversed().stream()
                .filter(other -> other.version() < version.version())
                .findFirst()
                .orElse(null);
    }

    private String text(String scope, RulesetVersion version) {
        String text = store.text(scope, version.version());
        if (text == null) {
            throw new ProblemException(ProblemDetails.notFound("The text of " + version.version() + " is gone"));
        }
        return text;
    }

    private RulesetVersion known(String scope, String version) {
        ScopePath.require(scope);
        List<RulesetVersion> history = store.history(scope);
        if (history.isEmpty()) {
            throw new ProblemException(ProblemDetails.notFound("The scope has no ruleset"));
        }
        return history.stream()
                .filter(known -> Integer.toString(known.version()).equals(version))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemDetails.notFound("There is no version " + version)));
    }
}
