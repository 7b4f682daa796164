package io.riskgate.api;

import io.riskgate.decision.Answer;
import io.riskgate.decision.DecisionExplainer;
import io.riskgate.decision.DecisionPipeline;
import io.riskgate.decision.Explanation;
import io.riskgate.decision.Settlements;
import io.riskgate.identity.Caller;
import io.riskgate.identity.Scope;
import io.riskgate.limits.Settling.State;
import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.quota.Quotas;
import io.riskgate.quota.Quotas.Exceeded;
import io.riskgate.tracing.DecisionTrace;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Decides checkouts. Reads the bytes itself, so that a refusal names every field that is wrong. */
@Singleton
@Path("/v1/decisions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
final class DecisionResource {

    static final String REPLAY_HEADER = "Idempotent-Replay";

    /** Of one merchant: each takes a thread and computes. */
    static final int EXPLANATIONS_OF_MERCHANT_MAX = 4;

    private final CheckoutReader reader;
    private final CheckoutBatches batches;
    private final Quotas quotas;
    private final DecisionPipeline pipeline;
    private final DecisionExplainer explainer;
    private final Settlements settlements;
    private final RequestTracing tracing;
    private final MerchantShare explanationsOfMerchant = new MerchantShare(EXPLANATIONS_OF_MERCHANT_MAX);

    DecisionResource(
            CheckoutReader reader,
            CheckoutBatches batches,
            Quotas quotas,
            DecisionPipeline pipeline,
            DecisionExplainer explainer,
            Settlements settlements,
            RequestTracing tracing) {
        this.reader = reader;
        this.batches = batches;
        this.quotas = quotas;
        this.pipeline = pipeline;
        this.explainer = explainer;
        this.settlements = settlements;
        this.tracing = tracing;
    }

    @POST
    @RequiresScope(Scope.DECIDE)
    @Operation(summary = "Decides one checkout", description = "The same merchant and id get the first answer again.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CheckoutRequest.class),
                            examples = @ExampleObject(name = "checkout", value = DecisionExamples.CHECKOUT)))
    @APIResponse(
            responseCode = "200",
            description = "The verdict",
            headers = {
                @Header(
                        name = REPLAY_HEADER,
                        description = "true, if this is the answer to an earlier request",
                        schema = @Schema(type = SchemaType.BOOLEAN)),
                @Header(
                        name = RequestTracing.RESPONSE_HEADER,
                        description = "Which trace the decision is in, if it is traced",
                        schema = @Schema(type = SchemaType.STRING))
            },
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Decision.class),
                            examples = @ExampleObject(name = "decision", value = DecisionExamples.DECISION)))
    @APIResponse(
            responseCode = "400",
            description = "The body is not a valid checkout; every wrong field is named",
            content =
                    @Content(
                            mediaType = ProblemDetails.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDetails.class),
                            examples = @ExampleObject(name = "problem", value = DecisionExamples.PROBLEM)))
    @APIResponse(
            responseCode = "429",
            description = "The merchant has had too many; Retry-After says when there is room",
            content =
                    @Content(
                            mediaType = ProblemDetails.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDetails.class)))
    public Uni<Response> decide(byte @Nullable [] body, @Context RoutingContext routing) {
        long beganNanos = tracing.nowNanos();
        Caller caller = IdentityGate.caller(routing);
        // Where the caller tells whose it is, before the checkout is read.
        Exceeded exceeded = caller.isAdmin() ? null : quotas.take(caller.merchantId());
        if (exceeded != null) {
            return Uni.createFrom().item(QuotaAnswer.response(exceeded));
        }
        return switch (reader.read(body)) {
            case ReadCheckout.Valid valid -> decide(valid.checkout(), caller, routing, beganNanos);
            case ReadCheckout.Invalid invalid ->
                Uni.createFrom().item(invalid.problem().toResponse());
        };
    }

    private Uni<Response> decide(Checkout checkout, Caller caller, RoutingContext routing, long beganNanos) {
        if (!caller.mayTouch(checkout.merchantId())) {
            return Uni.createFrom().item(ProblemDetails.forbidden().toResponse());
        }
        Exceeded exceeded = caller.isAdmin() ? quotas.take(checkout.merchantId()) : null;
        if (exceeded != null) {
            return Uni.createFrom().item(QuotaAnswer.response(exceeded));
        }
        DecisionTrace trace = tracing.begin(checkout, routing, beganNanos);
        return trace == null
                ? pipeline.decide(checkout).map(answer -> response(answer).build())
                : pipeline.decide(checkout, trace).map(answer -> response(answer)
                        .header(RequestTracing.RESPONSE_HEADER, trace.response())
                        .build());
    }

    @POST
    @RequiresScope(Scope.DECIDE)
    @Path("batch")
    @Operation(
            summary = "Decides up to 100 checkouts",
            description = "The answers are in the order of the checkouts, each a decision or a problem.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.ARRAY,
                                            maxItems = CheckoutReader.BATCH_MAX,
                                            implementation = CheckoutRequest.class),
                            examples = @ExampleObject(name = "checkouts", value = DecisionExamples.CHECKOUTS)))
    @APIResponse(
            responseCode = "200",
            description = "A decision or a problem for each checkout",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.ARRAY,
                                            anyOf = {Decision.class, ProblemDetails.class}),
                            examples = @ExampleObject(name = "decisions", value = DecisionExamples.DECISIONS)))
    @APIResponse(
            responseCode = "400",
            description = "The body is not an array of checkouts",
            content =
                    @Content(
                            mediaType = ProblemDetails.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDetails.class),
                            examples = @ExampleObject(name = "problem", value = DecisionExamples.PROBLEM)))
    @APIResponse(
            responseCode = "429",
            description = "The merchant has had too many, so that not even the first is decided",
            content =
                    @Content(
                            mediaType = ProblemDetails.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDetails.class)))
    public Uni<Response> decideBatch(byte @Nullable [] body, @Context RoutingContext routing) {
        Caller caller = IdentityGate.caller(routing);
        // The first checkout's, taken before all are read.
        Exceeded exceeded = caller.isAdmin() ? null : quotas.take(caller.merchantId());
        if (exceeded != null) {
            return Uni.createFrom().item(QuotaAnswer.response(exceeded));
        }
        return batches.read(body)
                .chain(all -> batches.decide(all, (read, isFirst) -> decideOne(read, caller, routing, isFirst)))
                .map(answers -> Response.ok(answers).build());
    }

    @POST
    @RequiresScope(Scope.RULES)
    @Path("explain")
    @Blocking
    @Operation(
            summary = "Says what would be decided of a checkout now, and why",
            description = "Counts and records nothing. For each rule: whether it fired and, if not, the first condition"
                    + " that did not hold, with the values that it saw.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CheckoutRequest.class),
                            examples = @ExampleObject(name = "checkout", value = DecisionExamples.CHECKOUT)))
    @APIResponse(
            responseCode = "200",
            description = "The explanation",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Explanation.class)))
    @APIResponse(
            responseCode = "400",
            description = "The body is not a valid checkout; every wrong field is named",
            content =
                    @Content(
                            mediaType = ProblemDetails.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDetails.class),
                            examples = @ExampleObject(name = "problem", value = DecisionExamples.PROBLEM)))
    public Response explain(byte @Nullable [] body, @Context RoutingContext routing) throws InterruptedException {
        Caller caller = IdentityGate.caller(routing);
        return switch (reader.read(body)) {
            case ReadCheckout.Valid valid
            when !caller.mayTouch(valid.checkout().merchantId()) ->
                ProblemDetails.forbidden().toResponse();
            case ReadCheckout.Valid valid -> explain(valid.checkout(), caller);
            case ReadCheckout.Invalid invalid -> invalid.problem().toResponse();
        };
    }

    private Response explain(Checkout checkout, Caller caller) throws InterruptedException {
        if (!explanationsOfMerchant.take(caller, 1)) {
            return ProblemDetails.comeAgain("Too many of the merchant's checkouts are being explained");
        }
        try {
            return explainer
                    .explain(checkout, caller.isAdmin())
                    .map(explanation -> Response.ok(explanation).build())
                    .orElseGet(() -> ProblemDetails.comeAgain("The merchant's shard is busy; try again"));
        } finally {
            explanationsOfMerchant.giveBack(caller, 1);
        }
    }

    @POST
    @Path("{id}/confirm")
    @RequiresScope(Scope.DECIDE)
    @Blocking
    @Operation(summary = "Confirms what a checkout has reserved: it was paid", description = SettledAnswer.DESCRIPTION)
    @RequestBody(content = @Content(examples = @ExampleObject(name = "merchant", value = SettledAnswer.BODY)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SettledAnswer.class)))
    @APIResponse(responseCode = "404", description = "Nothing is reserved under that id")
    @APIResponse(responseCode = "503", description = "It cannot be settled now, and is as it was; try again")
    public Response confirm(@PathParam("id") String id, byte @Nullable [] body, @Context RoutingContext routing)
            throws InterruptedException {
        return settle(id, body, State.CONFIRMED, routing);
    }

    @POST
    @Path("{id}/release")
    @RequiresScope(Scope.DECIDE)
    @Blocking
    @Operation(
            summary = "Releases what a checkout has reserved: it was not paid",
            description = SettledAnswer.DESCRIPTION)
    @RequestBody(content = @Content(examples = @ExampleObject(name = "merchant", value = SettledAnswer.BODY)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SettledAnswer.class)))
    @APIResponse(responseCode = "404", description = "Nothing is reserved under that id")
    @APIResponse(responseCode = "503", description = "It cannot be settled now, and is as it was; try again")
    public Response release(@PathParam("id") String id, byte @Nullable [] body, @Context RoutingContext routing)
            throws InterruptedException {
        return settle(id, body, State.RELEASED, routing);
    }

    private Response settle(String id, byte @Nullable [] body, State state, RoutingContext routing)
            throws InterruptedException {
        String merchantId = QueryParameters.merchant(LimitBody.merchantId(body), routing);
        return SettledAnswer.response(merchantId, id, settlements.settle(merchantId, id, state));
    }

    /** @param isPaid whether a token has been taken for it, if it is not an admin who asks */
    private Uni<Object> decideOne(ReadCheckout read, Caller caller, RoutingContext routing, boolean isPaid) {
        // Whatever it turns out to be, as of one that comes alone.
        if (!caller.isAdmin() && !isPaid && quotas.take(caller.merchantId()) != null) {
            return Uni.createFrom().item(ProblemDetails.quotaExceeded());
        }
        return switch (read) {
            case ReadCheckout.Valid valid
            when !caller.mayTouch(valid.checkout().merchantId()) ->
                Uni.createFrom().item(ProblemDetails.forbidden());
            case ReadCheckout.Valid valid
            when caller.isAdmin() && quotas.take(valid.checkout().merchantId()) != null ->
                Uni.createFrom().item(ProblemDetails.quotaExceeded());
            case ReadCheckout.Valid valid ->
                pipeline.decide(valid.checkout(), tracing.beginOfBatch(valid.checkout(), routing))
                        .map(Answer::decision);
            case ReadCheckout.Invalid invalid -> Uni.createFrom().item(invalid.problem());
        };
    }

    private static Response.ResponseBuilder response(Answer answer) {
        Response.ResponseBuilder response = Response.ok(DecisionJson.write(answer.decision()));
        return answer.replayed() ? response.header(REPLAY_HEADER, true) : response;
    }
}
