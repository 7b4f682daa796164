package io.riskgate.rules.registry;

import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the stored rulesets are active again. Names the scopes whose last publication was refused; that does not
 * make the node unready, since the rulesets before it serve.
 */
final class RulesetHealth {

    private static final int SCOPES_SHOWN_MAX = 20;

    @Produces
    @Readiness
    static HealthCheck ready(RulesetRegistry registry) {
        return () -> {
            HealthCheckResponseBuilder response =
                    HealthCheckResponse.named("rulesets").status(registry.loaded());
            registry.failures().entrySet().stream()
                    .limit(SCOPES_SHOWN_MAX)
                    .forEach(failed -> response.withData(
                            "refused " + failed.getKey(),
                            failed.getValue().at() + ": "
                                    + failed.getValue().problems().size() + " problems"));
            return response.build();
        };
    }
}
