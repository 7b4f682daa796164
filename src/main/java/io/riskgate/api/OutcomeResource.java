package io.riskgate.api;

import io.riskgate.api.OutcomeAnswer.Listed;
import io.riskgate.api.OutcomeBody.OnList;
import io.riskgate.identity.Caller;
import io.riskgate.identity.Scope;
import io.riskgate.journal.ChangeEntry;
import io.riskgate.journal.Journal;
import io.riskgate.journal.JournalEntry;
import io.riskgate.lists.ListEntry;
import io.riskgate.lists.ListWrite;
import io.riskgate.lists.NamedLists;
import io.riskgate.model.Checkout;
import io.riskgate.outcome.Outcomes;
import io.riskgate.outcome.Search;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Is told what became of checkouts. On worker threads, since it looks for the decision in the journal. */
@Singleton
@Path("/v1/decisions/{id}/outcome")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
final class OutcomeResource {

    /** Of one merchant: each reads what the journal has. */
    static final int SEARCHES_OF_MERCHANT_MAX = 2;

    private static final String WHAT = "POST /v1/decisions/{id}/outcome";
    private static final Logger LOG = Logger.getLogger(OutcomeResource.class);

    private final Outcomes outcomes;
    private final NamedLists lists;
    private final Journal journal;
    private final Clock clock;
    private final MerchantShare searchesOfMerchant = new MerchantShare(SEARCHES_OF_MERCHANT_MAX);

    OutcomeResource(Outcomes outcomes, NamedLists lists, Journal journal, Clock clock) {
        this.outcomes = outcomes;
        this.lists = lists;
        this.journal = journal;
        this.clock = clock;
    }

    @POST
    @RequiresScope(Scope.DECIDE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Tells what became of a checkout",
            description =
                    "The last that is told counts. With a list, which needs the scope lists, a value of the checkout is put"
                            + " on that list of the merchant first; the same call again changes nothing more.")
    @RequestBody(
            required = true,
            content = @Content(examples = @ExampleObject(name = "outcome", value = OutcomeAnswer.BODY)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = OutcomeAnswer.class)))
    @APIResponse(responseCode = "400", description = "The body is not valid; every wrong field is named")
    @APIResponse(responseCode = "404", description = "The journal has no decision of that checkout")
    @APIResponse(
            responseCode = "503",
            description = "Too many decisions are being looked for, or the journal takes nothing; try again")
    public Response tell(
            @PathParam("id") String id,
            @QueryParam(QueryParameters.MERCHANT_ID) @Nullable String wanted,
            byte @Nullable [] body,
            @Context RoutingContext routing) {
        String merchantId = QueryParameters.merchant(wanted, routing);
        Caller caller = IdentityGate.caller(routing);
        OutcomeBody.Outcome outcome = OutcomeBody.outcome(body, clock.instant());
        if (outcome.list() != null && !caller.may(Scope.LISTS)) {
            return ProblemDetails.forbidden().toResponse();
        }
        if (!searchesOfMerchant.take(caller, 1)) {
            return busy();
        }
        Search search;
        try {
            search = outcomes.find(merchantId, id);
        } finally {
            searchesOfMerchant.giveBack(caller, 1);
        }
        return switch (search) {
            case Search.Found found -> record(outcome, found.entry(), caller);
            case Search.Unknown unknown ->
                ProblemDetails.unknownDecision(merchantId, id).toResponse();
            case Search.Forgotten forgotten ->
                ProblemDetails.unknownDecision(merchantId, id).toResponse();
            case Search.Busy busy -> busy();
            case Search.Unfinished unfinished ->
                ProblemDetails.comeAgain("The journal is long, and not all of it was looked at yet");
        };
    }

    private static Response busy() {
        return ProblemDetails.comeAgain("Too many decisions are being looked for");
    }

    private Response record(OutcomeBody.Outcome outcome, JournalEntry entry, Caller caller) {
        Listed listed = outcome.list() == null ? null : put(outcome.list(), entry.checkout(), caller);
        return outcomes.record(outcome.told(), entry.decidedAt(), entry.decision())
                .map(recorded -> Response.ok(OutcomeAnswer.of(recorded, listed)).build())
                .orElseGet(() -> ProblemDetails.comeAgain("The journal takes nothing"));
    }

    private Listed put(OnList wanted, Checkout checkout, Caller caller) {
        String value = wanted.property().of(checkout);
        if (value == null) {
            throw invalid("list.property", "the checkout has none");
        }
        return switch (lists.put(checkout.merchantId(), wanted.name(), List.of(new ListEntry(value, null)))) {
            case ListWrite.Stored stored -> {
                record(checkout.merchantId(), wanted.name(), caller);
                yield new Listed(wanted.name(), wanted.property().word(), value, stored.added());
            }
            case ListWrite.Invalid refused ->
                throw invalid(refused.field().equals("name") ? "list.name" : "list.property", refused.message());
            case ListWrite.Full full -> throw invalid("list.name", full.message());
        };
    }

    /** What {@link ChangeFilter} does for calls that always change something. */
    private void record(String merchantId, String list, Caller caller) {
        if (!journal.append(new ChangeEntry(clock.instant(), caller.name(), WHAT, merchantId, list))) {
            LOG.warnf("The journal did not take a change: %s by %s", WHAT, caller.name());
        }
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(ProblemDetails.invalid(field, message));
    }
}
