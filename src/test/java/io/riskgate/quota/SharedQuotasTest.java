package io.riskgate.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.riskgate.merchant.MerchantSettings;
import io.riskgate.merchant.Merchants;
import io.riskgate.merchant.Plan;
import io.riskgate.merchant.Quota;
import io.riskgate.model.Verdict;
import io.riskgate.redis.RedisServer;
import io.riskgate.store.redis.RedisStores;
import io.riskgate.telemetry.DecisionMetrics;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two nodes on one Redis. */
class SharedQuotasTest {

    /** A bucket that takes long to fill. */
    private static final Quota QUOTA = new Quota(1, 100);

    private static final Merchants MERCHANTS = new Merchants(
            new MerchantSettings(
                    50, 80, Verdict.REVIEW, new Plan("p", QUOTA, false), QUOTA, "default", 0, ZoneId.of("UTC")),
            Map.of());

    private static Quotas node() {
        return new Quotas(MERCHANTS, true, new DecisionMetrics(new SimpleMeterRegistry()), System::nanoTime, 100);
    }

    private static int takeAll(Quotas quotas) {
        int taken = 0;
        while (quotas.take("acme") == null) {
            taken++;
        }
        return taken;
    }

    @Test
    void whatOneNodeLetThrough_theOtherHasNot() {
        try (RedisServer server = RedisServer.start();
                RedisStores stores = new RedisStores()) {
            Quotas a = node();
            Quotas b = node();
            QuotaSync ofA = new QuotaSync(a, stores.quotas(server.uri()));
            QuotaSync ofB = new QuotaSync(b, stores.quotas(server.uri()));
            ofA.start(new StartupEvent());
            ofB.start(new StartupEvent());
            try {
                // From its first checkout on a node asks for what others let through.
                b.take("acme");
                await().atMost(Duration.ofSeconds(5)).until(() -> "1"
                        .equals(String.valueOf(server.command("HGET", "test:1:{quotas}:taken", "acme"))));
                int taken = takeAll(a);
                assertThat(taken).isBetween(98, 101);
                await().atMost(Duration.ofSeconds(2)).until(() -> b.take("acme") != null);

                server.freeze();
                try {
                    assertThat(a.take("other")).as("away from Redis").isNull();
                    assertThat(a.take("acme")).isNotNull();
                } finally {
                    server.thaw();
                }
            } finally {
                ofA.stop(new ShutdownEvent());
                ofB.stop(new ShutdownEvent());
            }
        }
    }
}
