package io.riskgate.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.quota.QuotaExchange;
import io.riskgate.redis.RedisServer;
import io.riskgate.store.StoreUnavailableException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisQuotasTest {

    private static RedisServer server;

    private final RedisStores stores = new RedisStores();

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void empty() {
        stores.close();
        server.command("FLUSHALL");
    }

    @Test
    void counts_areThoseOfAllNodes() {
        QuotaExchange a = stores.quotas(server.uri(), RedisQuotas.MERCHANTS_COUNTED_MAX);
        QuotaExchange b = stores.quotas(server.uri(), RedisQuotas.MERCHANTS_COUNTED_MAX);

        assertThat(a.add(Map.of("acme", 5L, "Shop/..", 1L))).isEqualTo(Map.of("acme", 5L, "Shop/..", 1L));
        assertThat(b.add(Map.of("acme", 2L))).isEqualTo(Map.of("acme", 7L));
        assertThat(a.add(Map.of("acme", 0L))).isEqualTo(Map.of("acme", 7L));
    }

    @Test
    void tooManyMerchants_areCountedAnew() {
        QuotaExchange few = stores.quotas(server.uri(), 2);
        few.add(Map.of("a", 5L));
        few.add(Map.of("b", 5L));

        assertThat(few.add(Map.of("a", 1L))).isEqualTo(Map.of("a", 1L));
    }

    @Test
    void counts_goWhenNobodyCounts() {
        stores.quotas(server.uri(), 2).add(Map.of("a", 5L));

        assertThat((Long) server.command("PTTL", "test:1:{quotas}:taken")).isBetween(1L, RedisQuotas.KEPT.toMillis());
    }

    @Test
    void frozenRedis_isSaid() {
        QuotaExchange exchange = stores.quotas(server.uri(), 2);
        server.freeze();
        try {
            assertThatThrownBy(() -> exchange.add(Map.of("a", 1L))).isInstanceOf(StoreUnavailableException.class);
        } finally {
            server.thaw();
        }
    }
}
