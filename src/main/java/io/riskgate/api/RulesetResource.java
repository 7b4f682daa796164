package io.riskgate.api;

import io.riskgate.identity.Caller;
import io.riskgate.identity.Scope;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.registry.Publication;
import io.riskgate.rules.registry.RulesetRegistry;
import io.riskgate.rules.registry.WantedMode;
import io.riskgate.store.ModeChange;
import io.riskgate.store.RulesetStore;
import io.riskgate.store.RulesetVersion;
import io.riskgate.store.RulesetVersion.Mode;
import io.riskgate.store.SharedRulesetStore;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Uploads, reads and rolls back rulesets, on worker threads; {@link UploadGate} has read the bodies. */
@Singleton
@Path("/v1/rulesets")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
final class RulesetResource {

    static final String DRL = "text/x-drl";

    private static final long CHECK_WAIT_MILLIS_MAX = 2_000;

    /** Of one merchant, those that wait among them: each that waits holds a thread. */
    static final int CHECKS_OF_MERCHANT_MAX = 2;

    private final RulesetRegistry registry;
    private final RulesetStore store;
    private final RulesetPublishing publishing;

    /**
     * One for each second core: each check takes a core and memory, and decisions need cores; more of them wait a moment, then are
     * told to come again. Fair, so that whoever checks again and again does not overtake those who wait.
     */
    private final Semaphore checks =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    private final MerchantShare checksOfMerchant = new MerchantShare(CHECKS_OF_MERCHANT_MAX);

    RulesetResource(RulesetRegistry registry, RulesetStore store, RulesetPublishing publishing) {
        this.registry = registry;
        this.store = store;
        this.publishing = publishing;
    }

    @Audited
    @PUT
    @RequiresScope(Scope.RULES)
    @Path("{scope}")
    @Consumes({DRL, MediaType.TEXT_PLAIN})
    @Operation(
            summary = "Uploads a ruleset and makes it active, or tries it beside the active one",
            description = "Checks and compiles the text. If anything is wrong with it, every problem is named and the"
                    + " active version stays. mode is draft, shadow, canary or active, unless given active; percent is of"
                    + " a canary, 1 to 100, and so are declineRateMax, errorRateMax, p99MicrosMax and checkoutsMin, which say"
                    + " when it is given up by itself; reason is kept in the history, at most 500 characters.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = DRL,
                            schema = @Schema(implementation = String.class),
                            examples = @ExampleObject(name = "rules", value = RulesetExamples.DRL)))
    @APIResponse(
            responseCode = "201",
            description = "It has the mode from now on",
            content = @Content(schema = @Schema(implementation = RulesetAnswers.Uploaded.class)))
    @APIResponse(
            responseCode = "400",
            description = "A parameter is not valid, and is named; or the scope has no room for the mode")
    @APIResponse(
            responseCode = "503",
            description = "Too many wait, or what the nodes share cannot be reached; try again")
    @APIResponse(
            responseCode = "422",
            description = "Refused; the active version is unchanged",
            content =
                    @Content(
                            mediaType = ProblemDetails.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDetails.class)))
    public Uni<Response> upload(
            @PathParam("scope") String scope,
            @QueryParam("mode") @Nullable String mode,
            @QueryParam("percent") @Nullable String percent,
            @QueryParam("declineRateMax") @Nullable String declineRateMax,
            @QueryParam("errorRateMax") @Nullable String errorRateMax,
            @QueryParam("p99MicrosMax") @Nullable String p99MicrosMax,
            @QueryParam("checkoutsMin") @Nullable String checkoutsMin,
            @QueryParam("reason") @Nullable String reason,
            byte @Nullable [] body,
            @Context RoutingContext routing) {
        ScopePath.require(scope);
        Caller caller = IdentityGate.caller(routing);
        Map<String, @Nullable String> rollback = new LinkedHashMap<>();
        rollback.put("declineRateMax", declineRateMax);
        rollback.put("errorRateMax", errorRateMax);
        rollback.put("p99MicrosMax", p99MicrosMax);
        rollback.put("checkoutsMin", checkoutsMin);
        WantedMode wanted = ModeBody.uploaded(mode, percent, JsonFields.parameters(rollback), caller.name(), reason);
        String text = text(body);
        return publishing.answer(
                caller,
                () -> registry.publish(scope, text, RulesetVersion.Source.API, wanted),
                done -> uploaded(201, done));
    }

    @Audited
    @PUT
    @RequiresScope(Scope.RULES)
    @Path("{scope}/active")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Makes an earlier version active again")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = RulesetAnswers.Activation.class),
                            examples = @ExampleObject(name = "version", value = "{\"version\":3}")))
    @APIResponse(
            responseCode = "200",
            description = "Active from now on",
            content = @Content(schema = @Schema(implementation = RulesetAnswers.Uploaded.class)))
    @APIResponse(responseCode = "404", description = "There is no such version")
    public Uni<Response> activate(
            @PathParam("scope") String scope,
            @QueryParam("reason") @Nullable String reason,
            byte @Nullable [] body,
            @Context RoutingContext routing) {
        requireKnown(scope);
        JsonFields fields = JsonFields.read(body);
        Integer version = fields.integer("version");
        String inBody = fields.text("reason");
        fields.refuseOthers();
        fields.requireRight();
        if (version == null) {
            throw new ProblemException(ProblemDetails.invalid("version", "is missing, as in {\"version\":3}"));
        }
        Caller caller = IdentityGate.caller(routing);
        WantedMode wanted = WantedMode.of(Mode.ACTIVE, caller.name(), ReasonText.of(inBody == null ? reason : inBody));
        return publishing.answer(caller, () -> registry.move(scope, version, wanted), done -> uploaded(200, done));
    }

    private static Response uploaded(int status, Publication done) {
        if (done instanceof Publication.Published published) {
            return Response.status(status)
                    .entity(RulesetAnswers.uploaded(published))
                    .build();
        }
        throw new IllegalStateException("neither an upload nor a rollback retires a version: " + done);
    }

    @POST
    @RequiresScope(Scope.RULES)
    @Path("check")
    @Consumes({DRL, MediaType.TEXT_PLAIN})
    @Operation(summary = "Checks a ruleset without uploading it")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = DRL,
                            schema = @Schema(implementation = String.class),
                            examples = @ExampleObject(name = "rules", value = RulesetExamples.DRL)))
    @APIResponse(
            responseCode = "200",
            description = "It would be taken",
            content = @Content(schema = @Schema(implementation = RulesetAnswers.Checked.class)))
    @APIResponse(
            responseCode = "422",
            description = "It would be refused",
            content =
                    @Content(
                            mediaType = ProblemDetails.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDetails.class)))
    @APIResponse(responseCode = "503", description = "Too many are being checked; try again")
    public Response check(byte @Nullable [] body, @Context RoutingContext routing) throws InterruptedException {
        String text = text(body);
        Caller caller = IdentityGate.caller(routing);
        if (!checksOfMerchant.take(caller, 1)) {
            return RulesetPublishing.busy();
        }
        try {
            return check(text);
        } finally {
            checksOfMerchant.giveBack(caller, 1);
        }
    }

    private Response check(String text) throws InterruptedException {
        if (!checks.tryAcquire(CHECK_WAIT_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
            return RulesetPublishing.busy();
        }
        try {
            return switch (registry.check(text)) {
                case Compilation.Accepted accepted ->
                    Response.ok(RulesetAnswers.checked(accepted)).build();
                case Compilation.Refused refused ->
                    ProblemDetails.refusedRules(refused.problems()).toResponse();
            };
        } finally {
            checks.release();
        }
    }

    @GET
    @RequiresScope(Scope.RULES)
    @Path("{scope}")
    @Operation(summary = "Describes the active ruleset")
    @APIResponse(
            responseCode = "200",
            description = "The active version",
            content = @Content(schema = @Schema(implementation = RulesetAnswers.Description.class)))
    @APIResponse(responseCode = "404", description = "The scope has no ruleset")
    public RulesetAnswers.Description describe(@PathParam("scope") String scope) {
        Ruleset active = requireActive(scope);
        RulesetVersion version = store.history(scope).stream()
                .filter(v -> v.version() == active.version())
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemDetails.notFound("The scope has no ruleset")));
        Map<String, Integer> nodes = store instanceof SharedRulesetStore shared ? shared.nodes(scope) : null;
        return RulesetAnswers.description(active, version, nodes, registry.failure(scope));
    }

    @GET
    @RequiresScope(Scope.RULES)
    @Path("{scope}")
    @Produces(DRL)
    @Operation(summary = "The active ruleset's text")
    @APIResponse(responseCode = "200", description = "DRL")
    public String text(@PathParam("scope") String scope) {
        Ruleset active = requireActive(scope);
        String text = store.text(scope, active.version());
        if (text == null) {
            throw new ProblemException(ProblemDetails.notFound("The text of " + active.version() + " is gone"));
        }
        return text;
    }

    @GET
    @RequiresScope(Scope.RULES)
    @Path("{scope}/versions")
    @Operation(summary = "The history of a scope's rulesets, newest first")
    @APIResponse(responseCode = "200", description = "The versions")
    @APIResponse(responseCode = "404", description = "The scope has no ruleset")
    public List<RulesetAnswers.Version> versions(@PathParam("scope") String scope) {
        requireKnown(scope);
        Ruleset active = registry.active(scope);
        Map<Integer, List<ModeChange>> changes =
                store.changes(scope).stream().collect(Collectors.groupingBy(ModeChange::version));
        return store.history(scope).reversed().stream()
                .map(version ->
                        RulesetAnswers.version(version, active, changes.getOrDefault(version.version(), List.of())))
                .toList();
    }

    private void requireKnown(String scope) {
        ScopePath.require(scope);
        if (store.history(scope).isEmpty()) {
            throw new ProblemException(ProblemDetails.notFound("The scope has no ruleset"));
        }
    }

    private Ruleset requireActive(String scope) {
        ScopePath.require(scope);
        Ruleset active = registry.active(scope);
        if (active == null) {
            throw new ProblemException(ProblemDetails.notFound("The scope has no ruleset"));
        }
        return active;
    }

    /** @throws ProblemException if it is not UTF-8 */
    static String text(byte @Nullable [] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body == null ? new byte[0] : body))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new ProblemException(ProblemDetails.invalid("body", "must be UTF-8"));
        }
    }
}
