package io.riskgate.api;

import io.riskgate.identity.Scope;
import io.riskgate.review.Answering;
import io.riskgate.review.ReviewFilter;
import io.riskgate.review.ReviewFilter.State;
import io.riskgate.review.ReviewKey;
import io.riskgate.review.ReviewQueue;
import io.riskgate.review.ReviewWatch;
import io.riskgate.review.Reviews;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** Decisions that wait for a person, and those people's answers. On worker threads, since a page walks over many. */
@Singleton
@Path("/v1/reviews")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
final class ReviewResource {

    static final int PAGE_MAX = 200;

    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,4})?");

    private final ReviewQueue queue;
    private final Reviews reviews;
    private final EventStreams streams;

    ReviewResource(ReviewQueue queue, Reviews reviews, EventStreams streams) {
        this.queue = queue;
        this.reviews = reviews;
        this.streams = streams;
    }

    @GET
    @RequiresScope(Scope.RULES)
    @Operation(
            summary = "A page of the decisions that wait for a person, the oldest first",
            description =
                    "Of one merchant, or for admins of all. With state=answered, or all, those that were answered in the last"
                            + " 30 days.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReviewAnswers.Page.class)))
    @APIResponse(responseCode = "400", description = "A parameter is not valid, and is named")
    public ReviewAnswers.Page page(
            @QueryParam(QueryParameters.MERCHANT_ID) @Nullable String merchantId,
            @QueryParam("state") @DefaultValue("waiting") String state,
            @QueryParam("reason") @Nullable String reason,
            @QueryParam("currency") @Nullable String currency,
            @QueryParam("amountMin") @Nullable String amountMin,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("50") String wanted,
            @Context RoutingContext routing) {
        QueryParameters.refuseEmpty(routing, "state", "reason", "currency", "amountMin", "after", "limit");
        int limit = QueryParameters.limit(wanted, PAGE_MAX);
        ReviewFilter filter = new ReviewFilter(
                QueryParameters.merchantOrAll(merchantId, routing),
                state(state),
                reason,
                currency,
                amountMin == null ? null : amount(amountMin));
        return ReviewAnswers.page(queue.page(filter, after == null ? null : key(after), limit), limit);
    }

    private static State state(String word) {
        for (State state : State.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(word)) {
                return state;
            }
        }
        throw new ProblemException(ProblemDetails.invalid("state", "must be waiting, answered or all"));
    }

    private static BigDecimal amount(String text) {
        if (!AMOUNT.matcher(text).matches()) {
            throw new ProblemException(
                    ProblemDetails.invalid("amountMin", "must be an amount such as 99.95, with at most 4 decimals"));
        }
        return new BigDecimal(text);
    }

    private static ReviewKey key(String after) {
        return ReviewKey.of(after)
                .orElseThrow(() -> new ProblemException(
                        ProblemDetails.invalid("after", "must be the next of another page, or the id of an event")));
    }

    @POST
    @Path("{id}")
    @RequiresScope(Scope.RULES)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Answers a review",
            description = "The first answer stands. It is an outcome, too: declined is fraud, approved is legitimate.")
    @RequestBody(
            required = true,
            content = @Content(examples = @ExampleObject(name = "answer", value = ReviewAnswers.BODY)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReviewAnswers.Entry.class)))
    @APIResponse(responseCode = "400", description = "The body is not valid; every wrong field is named")
    @APIResponse(responseCode = "404", description = "No such decision is to be reviewed")
    @APIResponse(responseCode = "409", description = "It was answered; the problem says by whom and when")
    @APIResponse(
            responseCode = "503",
            description = "The journal takes nothing, and the review waits as before; try again")
    public Response answer(
            @PathParam("id") String id,
            @QueryParam(QueryParameters.MERCHANT_ID) @Nullable String wanted,
            byte @Nullable [] body,
            @Context RoutingContext routing) {
        String merchantId = QueryParameters.merchant(wanted, routing);
        OutcomeBody.Answer answer = OutcomeBody.answer(body);
        return switch (reviews.answer(merchantId, id, answer.isApproved(), answer.by(), answer.reason())) {
            case Answering.Answered answered ->
                Response.ok(ReviewAnswers.entry(answered.review())).build();
            case Answering.AlreadyAnswered earlier ->
                ProblemDetails.conflict("The checkout \"%s\" was %s by %s at %s"
                                .formatted(
                                        id,
                                        ReviewAnswers.state(earlier.first()),
                                        earlier.first().by(),
                                        earlier.first().at()))
                        .toResponse();
            case Answering.Unknown unknown ->
                ProblemDetails.notFound("No decision of a checkout \"" + id + "\" of the merchant \"" + merchantId
                                + "\" is to be reviewed")
                        .toResponse();
            case Answering.Unavailable unavailable -> ProblemDetails.comeAgain("The journal takes nothing");
        };
    }

    @GET
    @Path("stream")
    @NonBlocking
    @RequiresScope(Scope.RULES)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "New reviews, as they come",
            description =
                    "Server-sent events: review for each, with an id that after takes; heartbeat; and dropped, with how many a"
                            + " client that reads too slowly has missed. It ends when the key or token is of no use any more.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = ReviewAnswers.Entry.class)))
    @APIResponse(responseCode = "503", description = "As many watch as may; try again")
    public Multi<OutboundSseEvent> stream(
            @QueryParam(QueryParameters.MERCHANT_ID) @Nullable String merchantId,
            @Context Sse sse,
            @Context RoutingContext routing) {
        boolean isMerchant = !IdentityGate.caller(routing).isAdmin();
        ReviewWatch watch = queue.watch(QueryParameters.merchantOrAll(merchantId, routing), isMerchant)
                .orElseThrow(() -> new ProblemException(ProblemDetails.busy("As many watch reviews as may")));
        Runnable end = ResponseEnd.once(routing, watch::close);
        ReviewEvents events = new ReviewEvents(watch, sse);
        // What is missed between two looks waits in the watch, as far as there is room.
        return streams.looks(routing, ReviewEvents.LOOK_EVERY)
                .onItem()
                .transformToIterable(look -> events.next())
                .onTermination()
                .invoke(end);
    }
}
