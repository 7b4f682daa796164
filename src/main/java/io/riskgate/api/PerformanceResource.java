package io.riskgate.api;

import io.riskgate.identity.Scope;
import io.riskgate.outcome.RulePerformance;
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
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** How rulesets did. On worker threads, since it adds up many days. */
@Singleton
@Path("/v1/rulesets/{scope}/performance")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
final class PerformanceResource {

    static final long DAYS_MAX = 92;

    private static final long DAYS_BY_DEFAULT = 30;
    private static final Duration DAY = Duration.ofDays(1);

    private final RulePerformance performance;
    private final Clock clock;

    PerformanceResource(RulePerformance performance, Clock clock) {
        this.performance = performance;
        this.clock = clock;
    }

    @GET
    @RequiresScope(Scope.RULES)
    @Operation(
            summary = "How a ruleset and its rules did, by what became known of checkouts",
            description =
                    "Of whole days in UTC, 92 at most; the last 30 if nothing is said. The platform's ruleset is evaluated for"
                            + " the checkouts of all merchants.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PerformanceAnswer.class)))
    @APIResponse(responseCode = "400", description = "A parameter is not valid, and is named")
    public PerformanceAnswer performance(
            @PathParam("scope") String scope,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @Context RoutingContext routing) {
        ScopePath.require(scope);
        QueryParameters.refuseEmpty(routing, "from", "to");
        LocalDate end = LocalDate.ofInstant(
                (to == null ? clock.instant() : QueryParameters.time("to", to))
                        .plus(DAY)
                        .minusNanos(1),
                ZoneOffset.UTC);
        LocalDate begin = from == null
                ? end.minusDays(DAYS_BY_DEFAULT)
                : LocalDate.ofInstant(QueryParameters.time("from", from), ZoneOffset.UTC);
        if (!begin.isBefore(end)) {
            throw new ProblemException(ProblemDetails.invalid("to", "must be later than from"));
        }
        if (ChronoUnit.DAYS.between(begin, end) > DAYS_MAX) {
            throw new ProblemException(
                    ProblemDetails.invalid("from", "must be at most " + DAYS_MAX + " days before to"));
        }
        return PerformanceAnswer.of(scope, begin, end, performance.report(scope, begin, end));
    }
}
