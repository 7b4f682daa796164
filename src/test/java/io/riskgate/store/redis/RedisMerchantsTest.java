package io.riskgate.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.redis.RedisCluster;
import io.riskgate.redis.RedisServer;
import io.riskgate.store.MerchantStore;
import io.riskgate.store.MerchantStoreContract;
import io.riskgate.store.SharedMerchantStore;
import io.riskgate.store.SharedMerchantStore.Changes;
import io.riskgate.store.StoreUnavailableException;
import io.riskgate.store.StoredMerchant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisMerchantsTest extends MerchantStoreContract {

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

    @Override
    protected MerchantStore open() {
        return node();
    }

    private SharedMerchantStore node() {
        return stores.merchants(server.uri());
    }

    @Test
    void changes_areToldFromWhereOneWas() {
        SharedMerchantStore a = node();
        SharedMerchantStore b = node();
        assertThat(b.changesSince(0)).isEqualTo(new Changes(0, Map.of()));

        a.put("acme", 0, "{\"a\":1}");
        a.put("other", 0, "{}");
        a.put("acme", 1, "{\"a\":2}");
        a.remove("other", 2);

        assertThat(b.changesSince(0))
                .isEqualTo(new Changes(
                        4, Map.of("acme", Optional.of(new StoredMerchant(3, "{\"a\":2}")), "other", Optional.empty())));
        assertThat(b.changesSince(3)).isEqualTo(new Changes(4, Map.of("other", Optional.empty())));
        assertThat(b.changesSince(4)).isEqualTo(new Changes(4, Map.of()));
    }

    @Test
    void changesThatRedisLost_areToldAgain() {
        SharedMerchantStore a = node();
        a.put("acme", 0, "{}");

        assertThat(a.changesSince(1_000))
                .isEqualTo(new Changes(1, Map.of("acme", Optional.of(new StoredMerchant(1, "{}")))));
    }

    @Test
    void manyMerchants_areToldInPartsAndAllTogether() {
        SharedMerchantStore a = node();
        int merchants = RedisMerchants.CHANGES_MAX + 10;
        for (int i = 0; i < merchants; i++) {
            a.put("m" + i, 0, "{}");
        }

        Changes first = a.changesSince(0);
        assertThat(first.merchants()).hasSize(RedisMerchants.CHANGES_MAX);
        assertThat(a.changesSince(first.number()).merchants()).hasSize(10);
        assertThat(node().all()).hasSize(merchants);
    }

    @Test
    void change_isHeardOf() throws InterruptedException {
        SharedMerchantStore a = node();
        SharedMerchantStore b = node();
        // What came before, the connection itself included.
        b.awaitPublication(Duration.ofMillis(300));
        b.awaitPublication(Duration.ofMillis(300));
        AtomicBoolean heard = new AtomicBoolean();
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                b.awaitPublication(Duration.ofMinutes(1));
                heard.set(true);
            } catch (InterruptedException stopped) {
                // Not heard.
            }
        });
        a.put("acme", 0, "{}");
        waiting.join(Duration.ofSeconds(5));
        waiting.interrupt();

        assertThat(heard).isTrue();
    }

    @Test
    void oneMoreThanTheLimit_isRefused() {
        SharedMerchantStore store = stores.merchants(server.uri(), 1);
        store.put("acme", 0, "{}");
        assertThatThrownBy(() -> store.put("other", 0, "{}"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("already 1 merchants");

        assertThat(store.put("acme", 1, "{\"a\":1}")).isPositive();
        assertThat(store.all()).containsOnlyKeys("acme");
    }

    @Test
    void cluster_hasMerchantsAndQuotasOnOneOfItsNodesEach() {
        try (RedisCluster cluster = RedisCluster.withoutReplicas()) {
            SharedMerchantStore a = stores.merchants(cluster.uris());
            SharedMerchantStore b = stores.merchants(cluster.uris());
            for (String merchantId : List.of("acme", "{x}", "ü")) {
                long version = a.put(merchantId, 0, "{}");
                assertThat(b.find(merchantId)).isEqualTo(new StoredMerchant(version, "{}"));
            }
            assertThat(b.changesSince(0).merchants()).containsOnlyKeys("acme", "{x}", "ü");

            assertThat(stores.quotas(cluster.uris()).add(Map.of("acme", 2L))).isEqualTo(Map.of("acme", 2L));
            assertThat(stores.quotas(cluster.uris()).add(Map.of("acme", 1L))).isEqualTo(Map.of("acme", 3L));
        }
    }
}
