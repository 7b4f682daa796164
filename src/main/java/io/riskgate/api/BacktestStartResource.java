package io.riskgate.api;

import io.riskgate.backtest.BacktestReport;
import io.riskgate.backtest.Backtests;
import io.riskgate.backtest.UploadedFile;
import io.riskgate.backtest.UploadedFiles;
import io.riskgate.identity.Caller;
import io.riskgate.identity.Scope;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.CompiledRules;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.registry.RulesetRegistry;
import io.riskgate.store.RulesetStore;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Starts backtests. On worker threads, since the candidate is compiled; {@link UploadGate} has read it. */
@Singleton
@Path("/v1/rulesets/{scope}/backtest")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
final class BacktestStartResource {

    private static final long COMPILE_WAIT_MILLIS_MAX = 2_000;

    /** One at a time, since each takes a core. */
    private final Semaphore compilations = new Semaphore(1, true);

    /** Of one merchant, those that wait among them: each that waits holds a thread. */
    private final MerchantShare compilationsOfMerchant = new MerchantShare(RulesetResource.CHECKS_OF_MERCHANT_MAX);

    private final Backtests backtests;
    private final UploadedFiles files;
    private final RulesetRegistry registry;
    private final RulesetStore store;
    private final Clock clock;

    BacktestStartResource(
            Backtests backtests, UploadedFiles files, RulesetRegistry registry, RulesetStore store, Clock clock) {
        this.backtests = backtests;
        this.files = files;
        this.registry = registry;
        this.store = store;
        this.clock = clock;
    }

    @POST
    @RequiresScope(Scope.RULES)
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Replays checkouts through a ruleset that is not active",
            description =
                    "The ruleset is the body's text, or an earlier version of the scope. The checkouts are those of"
                            + " the journal, of the last 24 hours if nothing else is said, or of an uploaded file. from and to"
                            + " are times; warmUp says how much history fills the windows before from (24h, at most 30d);"
                            + " sample, above 0 up to 1, which part is compared; onError, skip or stop, what a line that cannot"
                            + " be read does.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = RulesetResource.DRL,
                            schema = @Schema(implementation = String.class),
                            examples = @ExampleObject(name = "rules", value = RulesetExamples.DRL)))
    @APIResponse(
            responseCode = "202",
            description = "It runs, or waits for others; the header Location says where to ask for it",
            content = @Content(schema = @Schema(implementation = BacktestReport.class)))
    @APIResponse(responseCode = "400", description = "A parameter is not valid, and is named")
    @APIResponse(responseCode = "404", description = "There is no such version, or no such file")
    @APIResponse(
            responseCode = "422",
            description = "The rules would be refused",
            content =
                    @Content(
                            mediaType = ProblemDetails.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDetails.class)))
    @APIResponse(responseCode = "503", description = "Too many backtests wait; try again")
    public Response start(
            @PathParam("scope") String scope,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("warmUp") @Nullable String warmUp,
            @QueryParam("merchantId") @Nullable String merchantId,
            @QueryParam("sample") @Nullable String sample,
            @QueryParam("onError") @Nullable String onError,
            @QueryParam("version") @Nullable String version,
            @QueryParam("file") @Nullable String file,
            byte @Nullable [] body,
            @Context HttpHeaders headers,
            @Context RoutingContext routing)
            throws InterruptedException {
        ScopePath.require(scope);
        QueryParameters.refuseEmpty(
                routing, "from", "to", "warmUp", "merchantId", "sample", "onError", "version", "file");
        BacktestParameters parameters =
                new BacktestParameters(from, to, warmUp, merchantId, sample, onError, version, file);
        Caller caller = IdentityGate.caller(routing);
        UploadedFile uploaded = file == null ? null : file(file, caller);
        Integer number = parameters.versionNumber();
        boolean hasText = body != null && body.length > 0;
        if (hasText == (number != null)) {
            throw new ProblemException(
                    ProblemDetails.invalid("version", "must be named, or the body must be a ruleset, but not both"));
        }
        if (hasText && !isText(headers.getMediaType())) {
            return ProblemDetails.unsupported("The body must be " + RulesetResource.DRL)
                    .toResponse();
        }
        String text = number == null ? RulesetResource.text(body) : storedText(scope, number);
        Compilation compilation = compile(text, caller);
        if (compilation == null) {
            return ProblemDetails.comeAgain("Too many rulesets are being compiled");
        }
        return switch (compilation) {
            case Compilation.Refused refused ->
                ProblemDetails.refusedRules(refused.problems()).toResponse();
            case Compilation.Accepted accepted ->
                start(parameters, candidate(scope, number, accepted.rules()), uploaded);
        };
    }

    /** Looked at here, since a request without a body need not say of which type it is. */
    private static boolean isText(@Nullable MediaType type) {
        return type != null
                && (type.isCompatible(MediaType.valueOf(RulesetResource.DRL))
                        || type.isCompatible(MediaType.TEXT_PLAIN_TYPE));
    }

    private Response start(BacktestParameters parameters, Ruleset candidate, @Nullable UploadedFile uploaded) {
        BacktestReport report = backtests.start(parameters.request(candidate, uploaded, clock.instant()));
        return report == null
                ? ProblemDetails.comeAgain("Too many backtests wait or run")
                : Response.accepted(report)
                        .header(HttpHeaders.LOCATION, BacktestResource.PATH + "/" + report.id())
                        .build();
    }

    private static Ruleset candidate(String scope, @Nullable Integer version, CompiledRules rules) {
        return version == null
                ? new Ruleset(scope, 0, "", rules, scope + "@candidate")
                : new Ruleset(scope, version, "", rules);
    }

    /** One of somebody else's is as if there were none. */
    private UploadedFile file(String id, Caller caller) {
        UploadedFile file = files.find(id);
        if (file == null || !caller.mayTouch(file.owner())) {
            throw new ProblemException(ProblemDetails.notFound("There is no such file; it is kept for a day"));
        }
        return file;
    }

    private String storedText(String scope, int version) {
        String text = store.text(scope, version);
        if (text == null) {
            throw new ProblemException(ProblemDetails.notFound("There is no version " + version));
        }
        return text;
    }

    /** {@code null} if too many are being compiled. */
    private @Nullable Compilation compile(String text, Caller caller) throws InterruptedException {
        if (!compilationsOfMerchant.take(caller, 1)) {
            return null;
        }
        try {
            if (!compilations.tryAcquire(COMPILE_WAIT_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
                return null;
            }
            try {
                return registry.check(text);
            } finally {
                compilations.release();
            }
        } finally {
            compilationsOfMerchant.giveBack(caller, 1);
        }
    }
}
