package io.riskgate.api;

import io.riskgate.decision.DecisionReplay;
import io.riskgate.decision.DecisionReplay.Outcome;
import io.riskgate.decision.Replayed;
import io.riskgate.identity.Scope;
import io.riskgate.journal.JournalEntry;
import io.riskgate.outcome.Outcomes;
import io.riskgate.outcome.Search;
import io.riskgate.rules.RulesetCompiler;
import io.riskgate.store.RulesetStore;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Makes decisions of this node's journal again. On worker threads, since it reads the journal and compiles rules. */
@Singleton
@Path("/v1/decisions/{id}/replay")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
final class ReplayResource {

    /** Each takes a core for as long as two rulesets are compiled; who comes meanwhile is told to come again. */
    static final int REPLAYS_AT_ONCE_MAX = 1;

    private final Outcomes outcomes;
    private final RulesetStore rulesets;
    private final RulesetCompiler compiler;
    private final Semaphore replays = new Semaphore(REPLAYS_AT_ONCE_MAX);

    ReplayResource(Outcomes outcomes, RulesetStore rulesets, RulesetCompiler compiler) {
        this.outcomes = outcomes;
        this.rulesets = rulesets;
        this.compiler = compiler;
    }

    @GET
    @RequiresScope(Scope.ADMIN)
    @Operation(
            summary = "Makes a decision of the journal again",
            description =
                    "From the rules, the checkout, the windows, lists, limits and thresholds of then, whatever has changed"
                            + " since; nothing is counted or recorded. Of a decision that another node made this one knows nothing.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Replayed.class)))
    @APIResponse(responseCode = "404", description = "This node's journal has no decision of that checkout")
    @APIResponse(
            responseCode = "410",
            description = "The key of its day, or something else that it rests on, is not there any more")
    @APIResponse(
            responseCode = "503",
            description = "Too many ask, or what the nodes share cannot be reached; try again")
    public Replayed replay(
            @PathParam("id") String id,
            @QueryParam(QueryParameters.MERCHANT_ID) @Nullable String wanted,
            @Context RoutingContext routing) {
        String merchantId = QueryParameters.merchant(wanted, routing);
        if (!replays.tryAcquire()) {
            throw new ProblemException(ProblemDetails.busy("Another decision is being made again"));
        }
        try {
            return replay(entry(merchantId, id));
        } finally {
            replays.release();
        }
    }

    private JournalEntry entry(String merchantId, String id) {
        return switch (outcomes.find(merchantId, id)) {
            case Search.Found found -> found.entry();
            case Search.Unknown unknown -> throw new ProblemException(ProblemDetails.unknownDecision(merchantId, id));
            case Search.Forgotten forgotten ->
                throw new ProblemException(
                        ProblemDetails.gone("The key of the day of the decision is not there any more"));
            case Search.Busy busy ->
                throw new ProblemException(ProblemDetails.busy("Too many decisions are being looked for"));
            case Search.Unfinished unfinished ->
                throw new ProblemException(
                        ProblemDetails.busy("The journal is long, and not all of it was looked at yet"));
        };
    }

    private Replayed replay(JournalEntry entry) {
        return switch (new DecisionReplay(rulesets::text, compiler).replay(entry)) {
            case Outcome.Same same -> Replayed.of(entry, null);
            case Outcome.Different different -> Replayed.of(entry, different);
            case Outcome.Impossible impossible -> throw new ProblemException(ProblemDetails.gone(impossible.why()));
        };
    }
}
