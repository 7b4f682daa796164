package io.riskgate.api;

import io.riskgate.identity.Caller;
import io.riskgate.identity.Scope;
import io.riskgate.rules.Ruleset;
import io.riskgate.statistics.Span;
import io.riskgate.statistics.StatisticsReport;
import io.riskgate.statistics.StatisticsReports;
import io.riskgate.statistics.Step;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What was decided, step by step. On worker threads, since it reads files. */
@Singleton
@Path("/v1/statistics/{scope}")
@Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
@Blocking
final class StatisticsResource {

    /** Of one merchant: each reads what there is of up to {@link StatisticsReports#ROWS_MAX} days. */
    static final int REPORTS_OF_MERCHANT_MAX = 2;

    /** Of all merchants, so that many at once leave worker threads and the disk to others. */
    static final int REPORTS_OF_MERCHANTS_MAX = 6;

    private static final Duration TIME_BY_DEFAULT = Duration.ofHours(1);
    private static final String BY_MERCHANT = "merchant";
    private static final String LABELS =
            Arrays.stream(Step.values()).map(Step::label).collect(Collectors.joining(", "));

    private final StatisticsReports reports;
    private final Clock clock;
    private final MerchantShare reportsOfMerchant =
            new MerchantShare(REPORTS_OF_MERCHANT_MAX, REPORTS_OF_MERCHANTS_MAX);

    StatisticsResource(StatisticsReports reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    @GET
    @RequiresScope(Scope.RULES)
    @Operation(
            summary = "What was decided, step by step: verdicts, amounts, reasons, latencies",
            description =
                    "Of a merchant, or of the platform, which is all merchants together; what this node has decided. Of the last hour by"
                            + " default. Steps are 1m, 5m, 15m, 1h and 1d, in UTC, the shortest with about 200 rows by default and 2,000 at"
                            + " most; steps without decisions have no row. With by=merchant the platform's rows are"
                            + " the 50 merchants with the most decisions, each of the whole time.")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = StatisticsAnswers.Report.class)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "400", description = "A parameter is not valid, and is named")
    @APIResponse(responseCode = "503", description = "The merchant, or all, have too many reports made; try again")
    public Response report(
            @PathParam("scope") String scope,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("step") @Nullable String step,
            @QueryParam("by") @Nullable String by,
            @Context HttpHeaders headers,
            @Context RoutingContext routing) {
        Caller caller = IdentityGate.caller(routing);
        ScopePath.require(scope);
        QueryParameters.refuseEmpty(routing, "from", "to", "step", "by");
        boolean isByMerchant = isByMerchant(scope, by, step);
        Span span = span(from, to, step);
        if (!reportsOfMerchant.take(caller, 1)) {
            return ProblemDetails.comeAgain("Too many reports of merchants' statistics are being made");
        }
        try {
            return switch (isByMerchant ? reports.reportByMerchant(span) : reports.report(scope, span)) {
                case StatisticsReport.Counted counted ->
                    Csv.isWanted(headers)
                            ? Response.ok(StatisticsAnswers.csv(counted), Csv.MEDIA_TYPE_UTF8)
                                    .build()
                            : Response.ok(
                                            StatisticsAnswers.report(scope, span, counted, isByMerchant),
                                            MediaType.APPLICATION_JSON_TYPE)
                                    .build();
                case StatisticsReport.NoMinutes none ->
                    ProblemDetails.invalid(
                                    "step",
                                    "must be 1h or 1d, since there are shorter steps only since " + none.since())
                            .toResponse();
            };
        } finally {
            reportsOfMerchant.giveBack(caller, 1);
        }
    }

    private static boolean isByMerchant(String scope, @Nullable String by, @Nullable String step) {
        if (by == null) {
            return false;
        }
        if (!by.equals(BY_MERCHANT)) {
            throw new ProblemException(ProblemDetails.invalid("by", "must be " + BY_MERCHANT));
        }
        if (!scope.equals(Ruleset.PLATFORM)) {
            throw new ProblemException(ProblemDetails.invalid("by", "must not be there, but for the platform"));
        }
        if (step != null) {
            throw new ProblemException(
                    ProblemDetails.invalid("step", "must not be there, since each merchant's row has the whole time"));
        }
        return true;
    }

    private Span span(@Nullable String from, @Nullable String to, @Nullable String step) {
        Instant end = to == null ? clock.instant() : QueryParameters.time("to", to);
        Instant begin = from == null ? end.minus(TIME_BY_DEFAULT) : QueryParameters.time("from", from);
        if (!begin.isBefore(end)) {
            throw new ProblemException(ProblemDetails.invalid("to", "must be later than from"));
        }
        if (Span.of(Step.DAY, begin, end).steps() > StatisticsReports.ROWS_MAX) {
            throw new ProblemException(ProblemDetails.invalid(
                    "from", "must be at most " + StatisticsReports.ROWS_MAX + " days before to"));
        }
        Span span = Span.of(step == null ? reports.usualStep(begin, end) : step(step), begin, end);
        if (span.steps() > StatisticsReports.ROWS_MAX) {
            throw new ProblemException(ProblemDetails.invalid(
                    "step",
                    "would give %d rows, and there may be %d: %s would do"
                            .formatted(
                                    span.steps(),
                                    StatisticsReports.ROWS_MAX,
                                    reports.possibleStep(begin, end).label())));
        }
        return span;
    }

    private static Step step(String label) {
        return Step.of(label)
                .orElseThrow(() -> new ProblemException(ProblemDetails.invalid("step", "must be one of " + LABELS)));
    }
}
