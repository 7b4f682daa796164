package io.riskgate.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.riskgate.lists.ListEntry;
import io.riskgate.lists.ListWrite.Full;
import io.riskgate.lists.ListWrite.Stored;
import io.riskgate.lists.NamedLists;
import io.riskgate.lists.NamedListsContract;
import io.riskgate.lists.SharedLists;
import io.riskgate.redis.RedisCluster;
import io.riskgate.redis.RedisServer;
import io.riskgate.redis.SlowLink;
import io.riskgate.store.StoreUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lists of several nodes on one Redis. */
class RedisListsTest extends NamedListsContract {

    private static final Duration LIVE_MAX = Duration.ofSeconds(1);
    private static final Duration BACK_MAX = Duration.ofSeconds(10);
    private static RedisServer server;

    private final RedisStores stores = new RedisStores();
    private final List<SharedLists> nodes = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void empty() throws InterruptedException {
        for (SharedLists node : nodes) {
            node.stop();
        }
        stores.close();
        server.command("FLUSHALL");
    }

    @Override
    protected NamedLists open(long bytesMax) {
        return node(server.uri(), bytesMax);
    }

    private SharedLists node(URI redis) {
        return node(redis, NamedLists.SHARED_BYTES_MAX);
    }

    private SharedLists node(URI redis, long bytesMax) {
        SharedLists node = new SharedLists(stores.lists(redis), clock, bytesMax);
        nodes.add(node);
        return node;
    }

    private static void put(NamedLists node, String... values) {
        node.put(
                "acme",
                "vip",
                Stream.of(values).map(value -> new ListEntry(value, null)).toList());
    }

    private static boolean has(NamedLists node, String value) {
        return node.lookup("acme").contains("vip", value);
    }

    private static List<ListEntry> all(NamedLists node) {
        return node.entries("acme", "vip", "", NamedLists.PAGE_ENTRIES_MAX);
    }

    @Test
    void entry_isOnTheOtherNodeWithinASecond() {
        NamedLists a = node(server.uri());
        NamedLists b = node(server.uri());
        long[] micros = new long[20];
        for (int i = 0; i < micros.length; i++) {
            String value = "v" + i;
            NamedLists other = i % 2 == 0 ? b : a;
            put(i % 2 == 0 ? a : b, value);
            long startNanos = System.nanoTime();
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(LIVE_MAX)
                    .until(() -> has(other, value));
            micros[i] = (System.nanoTime() - startNanos) / 1_000;
        }
        Arrays.sort(micros);
        System.out.printf(
                "on the other node after the answer to the change: min %.1f ms, median %.1f ms, max %.1f ms%n",
                micros[0] / 1e3, micros[micros.length / 2] / 1e3, micros[micros.length - 1] / 1e3);
    }

    @Test
    void everyKindOfChange_reachesTheOtherNode() {
        NamedLists a = node(server.uri());
        NamedLists b = node(server.uri());
        put(a, IntStream.range(0, 5_000).mapToObj(i -> "v" + i).toArray(String[]::new));
        await().atMost(LIVE_MAX).until(() -> all(b).size() == 5_000);
        a.remove("acme", "vip", "v7");
        await().atMost(LIVE_MAX).until(() -> !has(b, "v7"));
        b.delete("acme", "vip");
        await().atMost(LIVE_MAX).until(() -> !a.exists("acme", "vip"));
        put(a);
        await().atMost(LIVE_MAX).until(() -> b.exists("acme", "vip"));
    }

    @Test
    void nodesThatChangeAtOnce_endUpAlike() throws InterruptedException {
        List<NamedLists> both = List.of(node(server.uri()), node(server.uri()));
        List<Thread> threads = new ArrayList<>();
        for (NamedLists node : both) {
            Random random = new Random(both.indexOf(node));
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 500; i++) {
                    String value = "v" + random.nextInt(20);
                    switch (random.nextInt(20)) {
                        case 0 -> node.delete("acme", "vip");
                        case 1, 2, 3, 4, 5, 6 -> node.remove("acme", "vip", value);
                        case 7 ->
                            put(
                                    node,
                                    IntStream.range(0, 200)
                                            .mapToObj(n -> "w" + n)
                                            .toArray(String[]::new));
                        default -> put(node, value);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        List<ListEntry> truth = all(node(server.uri()));
        assertThat(truth).isNotEmpty();
        await().atMost(LIVE_MAX).untilAsserted(() -> assertThat(both)
                .allSatisfy(node -> assertThat(all(node)).isEqualTo(truth)));
        assertThat(server.command("GET", "test:1:{lists}:total")).isEqualTo(Integer.toString(truth.size()));
    }

    @Test
    void partitionedNode_answersOn_refusesChanges_andCatchesUp() throws IOException {
        try (SlowLink link = SlowLink.to(server.port())) {
            NamedLists a = node(server.uri());
            NamedLists b = node(link.uri());
            put(a, "early");
            await().atMost(LIVE_MAX).until(() -> has(b, "early"));

            link.partition();
            put(a, "late");
            a.remove("acme", "vip", "early");
            long bytesBefore = b.bytesTotal();
            assertThatThrownBy(() -> put(b, "mine")).isInstanceOf(StoreUnavailableException.class);
            assertThat(b.bytesTotal()).isEqualTo(bytesBefore);
            assertThat(has(b, "early")).isTrue();

            link.cut();
            link.heal();
            await().atMost(BACK_MAX).until(() -> has(b, "late") && !has(b, "early"));
        }
    }

    @Test
    void nodeThatMissedMoreThanTheLogHolds_readsEverything() throws IOException {
        try (SlowLink link = SlowLink.to(server.port())) {
            NamedLists a = node(server.uri());
            NamedLists b = node(link.uri());
            put(a, "early");
            await().atMost(LIVE_MAX).until(() -> has(b, "early"));

            link.partition();
            a.remove("acme", "vip", "early");
            put(a, "late");
            server.command("LTRIM", "test:1:{lists}:log", "-1", "-1");
            link.cut();
            link.heal();

            await().atMost(BACK_MAX).until(() -> has(b, "late") && !has(b, "early"));
        }
    }

    @Test
    void redisThatComesBackEmpty_takesNothingAwayUntilSomethingIsPut() {
        NamedLists a = node(server.uri());
        put(a, "early");
        server.restart();

        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(4)).until(() -> has(a, "early"));
        await().atMost(BACK_MAX).ignoreExceptions().untilAsserted(() -> {
            put(a, "late");
            assertThat(has(a, "late")).isTrue();
        });
        assertThat(all(a)).containsExactly(new ListEntry("late", null));
    }

    @Test
    void limitOfAllLists_holdsOverNodes() {
        put(node(server.uri()), "a");
        server.command("SET", "test:1:{lists}:total", Integer.toString(NamedLists.ENTRIES_MAX));

        assertThat(node(server.uri()).put("acme", "vip", List.of(new ListEntry("b", null))))
                .isEqualTo(Full.total());
    }

    @Test
    void limitOfTheHeap_holdsOverNodes_andWhatOneRemovesIsRoomForTheOther() {
        NamedLists a = node(server.uri(), 10_000);
        NamedLists b = node(server.uri(), 10_000);
        // A merchant's quarter, less than what one entry takes.
        put(a, IntStream.range(10, 29).mapToObj(i -> "v" + i).toArray(String[]::new));
        await().atMost(LIVE_MAX).until(() -> has(b, "v28"));

        List<ListEntry> more = List.of(new ListEntry("w", null));
        assertThat(b.put("acme", "vip", more)).isInstanceOf(Full.class);
        a.remove("acme", "vip", "v10");
        assertThat(b.put("acme", "vip", more)).isEqualTo(new Stored(1, 0));
        await().atMost(LIVE_MAX).until(() -> has(a, "w"));
        assertThat(a.bytesTotal()).isEqualTo(b.bytesTotal());
    }

    @Test
    void bulkNearALimit_isStoredWholeOrNotAtAll() {
        NamedLists a = node(server.uri());
        put(a, "v0");
        List<ListEntry> bulk = IntStream.range(0, 3_000)
                .mapToObj(i -> new ListEntry("v" + i, null))
                .toList();

        server.command("SET", "test:1:{lists}:total", Integer.toString(NamedLists.ENTRIES_MAX - 2_998));
        assertThat(a.put("acme", "vip", bulk)).isEqualTo(Full.total());
        assertThat(all(a)).hasSize(1);

        server.command("SET", "test:1:{lists}:total", Integer.toString(NamedLists.ENTRIES_MAX - 2_999));
        assertThat(a.put("acme", "vip", bulk)).isEqualTo(new Stored(2_999, 1));
        assertThat(all(a)).hasSize(3_000);
    }

    @Test
    void bulkOfAHundredThousand_reachesTheOtherNode_andSaysHowLongItHeldRedis() {
        NamedLists a = node(server.uri());
        NamedLists b = node(server.uri());
        server.command("CONFIG", "SET", "slowlog-log-slower-than", "2000");
        server.command("SLOWLOG", "RESET");

        put(
                a,
                IntStream.range(0, 100_000)
                        .mapToObj(i -> "fp-0123456789abcdef-" + i)
                        .toArray(String[]::new));

        await().atMost(BACK_MAX).until(() -> b.entriesTotal() == 100_000);
        List<?> slow = (List<?>) server.command("SLOWLOG", "GET", "10");
        System.out.println("microseconds that Redis was held by a put of 100,000: "
                + slow.stream().map(entry -> ((List<?>) entry).get(2)).toList());
    }

    @Test
    void cluster_keepsThemToo() throws InterruptedException {
        try (RedisCluster cluster = RedisCluster.withoutReplicas()) {
            SharedLists a = new SharedLists(stores.lists(cluster.uris()), clock, NamedLists.SHARED_BYTES_MAX);
            SharedLists b = new SharedLists(stores.lists(cluster.uris()), clock, NamedLists.SHARED_BYTES_MAX);
            put(a, "x");
            await().atMost(LIVE_MAX).until(() -> has(b, "x"));
            b.delete("acme", "vip");
            await().atMost(LIVE_MAX).until(() -> !a.exists("acme", "vip"));
            a.stop();
            b.stop();
        }
    }
}
