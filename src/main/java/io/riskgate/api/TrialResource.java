package io.riskgate.api;

import io.riskgate.identity.Scope;
import io.riskgate.rules.registry.RulesetRegistry;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** How what is tried in a scope compares with what is active there. On worker threads, since it adds up what all shards have. */
@Singleton
@Path("/v1/rulesets/{scope}/trials")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
final class TrialResource {

    private final RulesetRegistry registry;

    TrialResource(RulesetRegistry registry) {
        this.registry = registry;
    }

    @GET
    @RequiresScope(Scope.RULES)
    @Operation(
            summary = "The shadows and canaries of a scope, each beside the active version",
            description = "Over the same checkouts, since either was last changed or the engine started; of this node.")
    @APIResponse(
            responseCode = "200",
            description = "At most five; none if nothing is tried",
            content = @Content(schema = @Schema(implementation = TrialAnswers.Trials.class)))
    public TrialAnswers.Trials trials(@PathParam("scope") String scope) {
        ScopePath.require(scope);
        return TrialAnswers.trials(scope, registry.trials(scope));
    }
}
