package io.riskgate.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.riskgate.identity.Scope;
import io.riskgate.redis.RedisServer;
import io.riskgate.store.MerchantStore;
import io.riskgate.store.StoreUnavailableException;
import io.riskgate.store.redis.RedisStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several nodes on one Redis. */
class SharedMerchantsTest extends MerchantRegistryContract {

    private static final Duration LIVE_MAX = Duration.ofSeconds(1);
    private static final Duration BACK_MAX = Duration.ofSeconds(10);

    private static RedisServer server;

    private final RedisStores stores = new RedisStores();

    @BeforeAll
    static void startServer() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected MerchantStore open() {
        return stores.merchants(server.uri());
    }

    @AfterEach
    @Override
    void stop() throws InterruptedException {
        super.stop();
        stores.close();
        server.command("FLUSHALL");
    }

    @Test
    void change_isLiveOnOtherNodesWithinASecond() {
        Node a = node();
        Node b = node();
        a.registry.put("acme", reviewAt(30));
        await().atMost(LIVE_MAX)
                .untilAsserted(() ->
                        assertThat(b.merchants.settings("acme").reviewAt()).isEqualTo(30));

        String key = b.makeKey("acme", Set.of(Scope.DECIDE));
        await().atMost(LIVE_MAX)
                .untilAsserted(() -> assertThat(a.registry.key(key)).isNotNull());
        a.registry.revokeKey("acme", key);
        await().atMost(LIVE_MAX)
                .untilAsserted(() -> assertThat(b.registry.key(key)).isNull());
    }

    @Test
    void nodesThatChangeTheSameAtOnce_loseNothing() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Node node : List.of(node(), node())) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int made = 0; made < MerchantRecord.KEYS_MAX / 2; ) {
                    made += node.registry.makeKey("acme", Set.of(Scope.DECIDE), null) instanceof MerchantChange.KeyMade
                            ? 1
                            : 0;
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(node().registry.record("acme").keys()).hasSize(MerchantRecord.KEYS_MAX);
    }

    @Test
    void frozenRedis_refusesChangesAndKeepsKeysInForce() {
        Node node = node();
        String key = node.makeKey("acme", Set.of(Scope.DECIDE));
        server.freeze();
        try {
            assertThatThrownBy(() -> node.registry.put("acme", reviewAt(30)))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThat(node.registry.key(key)).isNotNull();
        } finally {
            server.thaw();
        }
        await().atMost(BACK_MAX).ignoreExceptions().untilAsserted(() -> assertThat(
                        node.registry.put("acme", reviewAt(31)))
                .isEqualTo(new MerchantChange.Done()));
        assertThat(node.merchants.settings("acme").reviewAt()).isEqualTo(31);
    }
}
