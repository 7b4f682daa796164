package io.riskgate.store.redis;

import io.riskgate.velocity.SharedVelocity;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Says how Redis is; a node that decides without it is ready all the same. */
@Readiness
@Singleton
final class RedisHealth implements HealthCheck {

    private final SharedVelocity velocity;

    RedisHealth(SharedVelocity velocity) {
        this.velocity = velocity;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("redis").up();
        if (velocity instanceof RedisVelocity redis) {
            return response.withData("connected", redis.isConnected())
                    .withData("breaker", redis.breakerState().name())
                    .withData("complete", redis.isComplete())
                    .build();
        }
        return response.withData("used", false).build();
    }
}
