package io.riskgate.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.riskgate.limits.Limit;
import io.riskgate.limits.Limits;
import io.riskgate.limits.LimitsContract;
import io.riskgate.limits.SharedLimits;
import io.riskgate.redis.RedisServer;
import io.riskgate.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisLimitsTest extends LimitsContract {

    private static final Duration LIVE_MAX = Duration.ofSeconds(1);
    private static final Duration BACK_MAX = Duration.ofSeconds(10);
    private static RedisServer server;

    private final RedisStores stores = new RedisStores();
    private final List<SharedLimits> nodes = new ArrayList<>();

    @BeforeAll
    static void startServer() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (SharedLimits node : nodes) {
            node.stop();
        }
        stores.close();
        server.command("FLUSHALL");
    }

    @Override
    protected Limits open() {
        SharedLimits node = new SharedLimits(stores.limits(server.uri()));
        nodes.add(node);
        return node;
    }

    @Test
    void changeOnOneNode_isLiveOnTheOtherWithinASecond() {
        Limits a = open();
        Limits b = open();
        Limit limit = limit("acme", "a", 5);
        a.put(limit);
        await().atMost(LIVE_MAX).until(() -> b.in("acme").contains(limit));
        b.delete("acme", "a");
        await().atMost(LIVE_MAX).until(() -> a.in("acme").isEmpty());
    }

    @Test
    void frozenRedis_refusesChangesAndLeavesLimitsAsTheyWere() {
        Limits a = open();
        Limit before = limit("acme", "a", 5);
        a.put(before);
        server.freeze();
        try {
            assertThatThrownBy(() -> a.put(limit("acme", "b", 5))).isInstanceOf(StoreUnavailableException.class);
            assertThat(a.in("acme")).containsExactly(before);
        } finally {
            server.thaw();
        }
        await().atMost(BACK_MAX).untilAsserted(() -> a.put(limit("acme", "after", 5)));
        assertThat(a.find("acme", "after")).isPresent();
    }

    @Test
    void redisThatLostEverything_takesWhatIsSetAnew() {
        Limits a = open();
        a.put(limit("acme", "a", 5));
        a.put(limit("kept", "a", 5));
        server.command("FLUSHALL");
        await().atMost(BACK_MAX).untilAsserted(() -> {
            a.put(limit("acme", "a", 7));
            assertThat(a.in("acme")).containsExactly(limit("acme", "a", 7));
        });
        assertThat(a.in("kept")).containsExactly(limit("kept", "a", 5));
    }
}
