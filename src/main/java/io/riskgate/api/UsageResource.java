package io.riskgate.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.riskgate.identity.Caller;
import io.riskgate.identity.Scope;
import io.riskgate.rules.Ruleset;
import io.riskgate.usage.MerchantHour;
import io.riskgate.usage.UsageReport;
import io.riskgate.usage.UsageReports;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What merchants have used. On worker threads, since it reads files, and asks what the nodes share. */
@Singleton
@Path("/v1/usage")
@Produces({MediaType.APPLICATION_JSON, UsageAnswers.CSV})
@Blocking
final class UsageResource {

    private static final MediaType CSV_TYPE = MediaType.valueOf(UsageAnswers.CSV);
    private static final long HOURS_BY_DEFAULT = 24;
    private static final Duration HOUR = Duration.ofHours(1);

    /** Of one merchant: each reads what there is of up to 400 days. */
    static final int REPORTS_OF_MERCHANT_MAX = 2;

    /** Of all merchants, so that many at once leave worker threads and the disk to others. */
    static final int REPORTS_OF_MERCHANTS_MAX = 6;

    private final UsageReports reports;
    private final Clock clock;
    private final MerchantShare reportsOfMerchant =
            new MerchantShare(REPORTS_OF_MERCHANT_MAX, REPORTS_OF_MERCHANTS_MAX);

    UsageResource(UsageReports reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    /** @param to the first that is not wanted */
    private record Hours(long from, long to) {}

    @GET
    @RequiresScope(Scope.RULES)
    @Operation(
            summary = "What was used, by merchant and hour",
            description =
                    "Of whole hours, 400 days at most. Merchants see their own. Without a merchant, admins get those of"
                            + " as many merchants as 10,000 rows have room for, in the order of their ids. As CSV a"
                            + " header Link names the next page.")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = UsageAnswers.Report.class)),
                @Content(mediaType = UsageAnswers.CSV, schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "400", description = "A parameter is not valid, and is named")
    @APIResponse(
            responseCode = "503",
            description =
                    "The merchant, or all, have too many reports made, or what other nodes have counted cannot be known now; try"
                            + " again")
    public Response report(
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("after") @DefaultValue("") String after,
            @Context HttpHeaders headers,
            @Context RoutingContext routing) {
        Caller caller = IdentityGate.caller(routing);
        refuseEmpty(routing);
        String whose = whose(merchant, caller);
        Hours hours = hours(from, to);
        if (!reportsOfMerchant.take(caller, 1)) {
            return ProblemDetails.comeAgain("Too many reports of merchants' usage are being made");
        }
        try {
            UsageReport report = reports.report(whose, after, hours.from(), hours.to());
            return wantsCsv(headers)
                    ? csv(hours, report)
                    : Response.ok(
                                    UsageAnswers.report(hours.from(), hours.to(), report, caller.isAdmin()),
                                    MediaType.APPLICATION_JSON_TYPE)
                            .build();
        } finally {
            reportsOfMerchant.giveBack(caller, 1);
        }
    }

    /** An empty parameter comes as none, and whoever sent it would get another report than the one that was meant. */
    private static void refuseEmpty(RoutingContext routing) {
        for (String name : List.of("merchant", "from", "to")) {
            if ("".equals(routing.queryParams().get(name))) {
                throw new ProblemException(ProblemDetails.invalid(name, "must not be empty"));
            }
        }
    }

    /** Whoever takes anything gets JSON. */
    private static boolean wantsCsv(HttpHeaders headers) {
        for (MediaType type : headers.getAcceptableMediaTypes()) {
            if (type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                return false;
            }
            if (type.isCompatible(CSV_TYPE)) {
                return true;
            }
        }
        return false;
    }

    private static Response csv(Hours hours, UsageReport report) {
        Response.ResponseBuilder answer = Response.ok(UsageAnswers.csv(report), UsageAnswers.CSV + ";charset=UTF-8");
        if (report.next() != null) {
            answer.header(
                    HttpHeaders.LINK,
                    "<?from=%s&to=%s&after=%s>; rel=\"next\""
                            .formatted(
                                    MerchantHour.begin(hours.from()),
                                    MerchantHour.begin(hours.to()),
                                    URLEncoder.encode(report.next(), UTF_8)));
        }
        return answer.build();
    }

    /** Whose usage is meant; {@code null} for that of all. */
    private static @Nullable String whose(@Nullable String merchant, Caller caller) {
        if (merchant == null) {
            return caller.isAdmin() ? null : caller.merchantId();
        }
        if (!Ruleset.isScope(merchant)) {
            throw new ProblemException(ProblemDetails.invalid("merchant", "must be platform or a merchant's id"));
        }
        if (!caller.mayTouch(merchant)) {
            throw new ProblemException(ProblemDetails.forbidden());
        }
        return merchant;
    }

    private Hours hours(@Nullable String from, @Nullable String to) {
        Instant end = to == null ? clock.instant() : QueryTime.parse("to", to);
        long toHour = MerchantHour.hour(end.plus(HOUR).minusNanos(1));
        long fromHour = from == null ? toHour - HOURS_BY_DEFAULT : MerchantHour.hour(QueryTime.parse("from", from));
        if (fromHour >= toHour) {
            throw new ProblemException(ProblemDetails.invalid("to", "must be later than from"));
        }
        if (toHour - fromHour > Duration.ofDays(UsageReports.DAYS_MAX).toHours()) {
            throw new ProblemException(
                    ProblemDetails.invalid("from", "must be at most " + UsageReports.DAYS_MAX + " days before to"));
        }
        return new Hours(fromHour, toHour);
    }
}
