package io.riskgate.shard;

import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Live while every shard's thread is; ready while the shards take decisions. */
final class ShardHealth {

    private static final String NAME = "shards";

    @Produces
    @Liveness
    static HealthCheck live(Shards shards) {
        return () -> HealthCheckResponse.named(NAME)
                .status(!shards.open() || shards.all().stream().allMatch(Shard::alive))
                .build();
    }

    @Produces
    @Readiness
    static HealthCheck ready(Shards shards) {
        return () -> HealthCheckResponse.named(NAME).status(shards.open()).build();
    }
}
