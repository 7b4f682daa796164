package io.riskgate.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.redis.RedisCluster;
import io.riskgate.redis.RedisServer;
import io.riskgate.store.RulesetStore;
import io.riskgate.store.RulesetStoreContract;
import io.riskgate.store.RulesetVersion.Mode;
import io.riskgate.store.SharedRulesetStore;
import io.riskgate.store.SharedRulesetStore.Changes;
import io.riskgate.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisRulesetStoreTest extends RulesetStoreContract {

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
    protected RulesetStore open() {
        return stores.rulesets(server.uri(), "n");
    }

    private SharedRulesetStore node(String name) {
        return stores.rulesets(server.uri(), name);
    }

    @Test
    void nodesThatAppendAtOnce_getNumbersOfTheirOwn() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            SharedRulesetStore node = node(name);
            threads.add(Thread.ofPlatform().start(() -> {
                for (int added = 0, number = 1; added < 40; number++) {
                    added += node.append("acme", version(number), name + added) ? 1 : 0;
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        SharedRulesetStore reader = node("c");
        assertThat(reader.history("acme"))
                .extracting(version -> version.version())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 80).boxed().toList());
        assertThat(IntStream.rangeClosed(1, 80).mapToObj(number -> reader.text("acme", number)))
                .doesNotHaveDuplicates()
                .doesNotContainNull();
    }

    @Test
    void changes_areToldFromWhereOneWas() {
        SharedRulesetStore a = node("a");
        SharedRulesetStore b = node("b");
        assertThat(b.changesSince(0)).isEqualTo(new Changes(0, Map.of()));

        a.append("acme", version(1), "a1");
        assertThat(b.changesSince(0)).isEqualTo(new Changes(1, Map.of()));
        a.activate("acme", 1);
        a.append("other", version(1), "o1");
        a.activate("other", 1);

        assertThat(b.changesSince(0)).isEqualTo(new Changes(4, Map.of("acme", version(1), "other", version(1))));
        assertThat(b.changesSince(2)).isEqualTo(new Changes(4, Map.of("other", version(1))));
        assertThat(b.changesSince(4)).isEqualTo(new Changes(4, Map.of()));
    }

    @Test
    void changesThatRedisLost_areToldAgain() {
        SharedRulesetStore a = node("a");
        a.append("acme", version(1), "a1");
        a.activate("acme", 1);

        assertThat(a.changesSince(1_000)).isEqualTo(new Changes(2, Map.of("acme", version(1))));
    }

    @Test
    void manyChanges_areToldInParts() {
        SharedRulesetStore a = node("a");
        int scopes = RedisRulesetStore.CHANGES_MAX + 10;
        for (int i = 0; i < scopes; i++) {
            a.append("m" + i, version(1), "x");
            a.activate("m" + i, 1);
        }

        Changes first = a.changesSince(0);
        assertThat(first.active()).hasSize(RedisRulesetStore.CHANGES_MAX);
        Changes second = a.changesSince(first.number());
        assertThat(second.active()).hasSize(10);
        assertThat(second.number()).isEqualTo(2L * scopes);
        assertThat(first.active()).doesNotContainKeys(second.active().keySet().toArray(String[]::new));
    }

    @Test
    void change_isHeardOf() throws InterruptedException {
        SharedRulesetStore a = node("a");
        SharedRulesetStore b = node("b");
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
        a.append("acme", version(1), "a1");
        waiting.join(Duration.ofSeconds(5));
        waiting.interrupt();

        assertThat(heard).isTrue();
    }

    @Test
    void oldVersions_areForgottenButTheActiveOne() {
        RedisRulesetStore store = stores.rulesets(server.uri(), "a", 3);
        store.append("acme", version(1), "a1");
        store.append("acme", version(2), "a2");
        store.activate("acme", 2);
        for (int number = 3; number <= 6; number++) {
            store.append("acme", version(number), "a" + number);
        }

        assertThat(store.history("acme")).containsExactly(version(2), version(5), version(6));
        assertThat(store.text("acme", 2)).isEqualTo("a2");
        assertThat(store.text("acme", 4)).isNull();
        assertThat(server.command("HLEN", "test:1:{rulesets}:texts:acme")).isEqualTo(3L);
        assertThat(store.append("acme", version(7), "a7")).isTrue();
    }

    @Test
    void versionsThatAreTried_areNotForgotten() {
        RedisRulesetStore store = stores.rulesets(server.uri(), "a", 3);
        for (int number = 1; number <= 3; number++) {
            store.append("acme", version(number), "a" + number);
        }
        store.activate("acme", 1);
        store.change("acme", change(2, Mode.SHADOW));
        for (int number = 4; number <= 6; number++) {
            assertThat(store.append("acme", version(number), "a" + number)).isTrue();
        }
        assertThat(store.history("acme")).containsExactly(version(1), version(2), version(6));
        assertThat(store.text("acme", 2)).isEqualTo("a2");
    }

    @Test
    void whatIsTried_isToldFromWhereOneWas() {
        SharedRulesetStore a = node("a");
        SharedRulesetStore b = node("b");
        for (String scope : List.of("acme", "other")) {
            a.append(scope, version(1), "1");
            a.append(scope, version(2), "2");
        }
        a.change("acme", change(1, Mode.SHADOW));
        a.change("acme", change(2, Mode.CANARY));
        assertThat(b.triedSince(0)).containsOnlyKeys("acme", "other").containsEntry("other", List.of());
        assertThat(b.triedSince(0).get("acme"))
                .containsExactlyInAnyOrder(change(1, Mode.SHADOW), change(2, Mode.CANARY));
        assertThat(b.triedSince(4)).containsOnlyKeys("acme");

        a.change("acme", change(1, Mode.RETIRED));
        a.change("acme", change(2, Mode.ACTIVE));
        assertThat(b.triedSince(6)).isEqualTo(Map.of("acme", List.of()));
        assertThat(b.changesSince(6)).isEqualTo(new Changes(8, Map.of("acme", version(2))));
    }

    @Test
    void nodes_tellWhatTheyServeForAWhile() {
        SharedRulesetStore a = node("a");
        SharedRulesetStore b = node("b");
        a.report(Map.of("acme", 1, "other", 3));
        b.report(Map.of("acme", 2));
        assertThat(a.nodes("acme")).isEqualTo(Map.of("a", 1, "b", 2));
        assertThat(a.nodes("other")).isEqualTo(Map.of("a", 3));
        a.report(Map.of("acme", 2, "other", 3));
        assertThat(b.nodes("acme")).isEqualTo(Map.of("a", 2, "b", 2));
        assertThat((Long) server.command("PTTL", "test:1:{rulesets}:nodes:a"))
                .isBetween(1L, RedisRulesetStore.REPORT_HOLDS.toMillis());

        server.command("DEL", "test:1:{rulesets}:nodes:a");
        assertThat(b.nodes("acme")).isEqualTo(Map.of("b", 2));
        a.report(Map.of("acme", 2, "other", 3));
        assertThat(b.nodes("other")).isEqualTo(Map.of("a", 3));
    }

    @Test
    void frozenRedis_isSaidInTime_andUsableAfterwards() {
        SharedRulesetStore a = node("a");
        a.append("acme", version(1), "a1");
        server.freeze();
        try {
            long startNanos = System.nanoTime();
            assertThatThrownBy(() -> a.append("acme", version(2), "a2")).isInstanceOf(StoreUnavailableException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(4));
        } finally {
            server.thaw();
        }
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                .until(() -> !a.history("acme").isEmpty());
    }

    @Test
    void cluster_keepsThemToo() {
        try (RedisCluster cluster = RedisCluster.withoutReplicas()) {
            RedisRulesetStore a = stores.rulesets(cluster.uris(), "a");
            RedisRulesetStore b = stores.rulesets(cluster.uris(), "b");
            for (String scope : List.of("platform", "acme", "{x}", "ü")) {
                assertThat(a.append(scope, version(1), scope)).isTrue();
                assertThat(b.append(scope, version(1), "x")).isFalse();
                b.activate(scope, 1);
                assertThat(a.active(scope)).isEqualTo(OptionalInt.of(1));
                assertThat(b.text(scope, 1)).isEqualTo(scope);
            }
            assertThat(a.scopes()).containsExactlyInAnyOrder("platform", "acme", "{x}", "ü");
            assertThat(a.changesSince(0).active()).hasSize(4);
            a.report(Map.of("acme", 1));
            b.report(Map.of("acme", 1));
            assertThat(b.nodes("acme")).isEqualTo(Map.of("a", 1, "b", 1));
        }
    }
}
