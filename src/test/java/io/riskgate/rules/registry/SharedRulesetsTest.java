package io.riskgate.rules.registry;

import static io.riskgate.rules.registry.RegistryFixture.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.MemoryJournal;
import io.riskgate.model.Verdict;
import io.riskgate.redis.RedisServer;
import io.riskgate.redis.SlowLink;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.Problem;
import io.riskgate.rules.RulesetCompiler;
import io.riskgate.rules.compile.DrlCompiler;
import io.riskgate.store.ModeChange;
import io.riskgate.store.RollbackLimits;
import io.riskgate.store.RulesetVersion;
import io.riskgate.store.RulesetVersion.Mode;
import io.riskgate.store.SharedRulesetStore;
import io.riskgate.store.StoreUnavailableException;
import io.riskgate.store.redis.RedisStores;
import io.riskgate.trial.Comparison;
import io.riskgate.trial.Comparison.Side;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes, each with a registry of its own, on one Redis. */
class SharedRulesetsTest {

    private static final Duration LIVE_MAX = Duration.ofSeconds(1);
    private static final Duration BACK_MAX = Duration.ofSeconds(10);
    private static RedisServer server;

    private static final RollbackLimits LIMITS = new RollbackLimits(0.5, null, null, 20);

    private final RedisStores stores = new RedisStores();
    private final List<Node> nodes = new ArrayList<>();

    /** One of the nodes. */
    private static final class Node {

        final SharedRulesetStore store;
        final MemoryJournal journal = new MemoryJournal();
        final RulesetRegistry registry;
        final RulesetSync sync;

        Node(SharedRulesetStore store, RulesetCompiler compiler) {
            this.store = store;
            registry = new RulesetRegistry(
                    compiler, store, journal, Clock.systemUTC(), new RegistryMetrics(new SimpleMeterRegistry()));
            registry.load();
            sync = new RulesetSync(registry, store);
            sync.start();
        }

        CompletionStage<Publication> publish(String scope, String text) {
            return registry.publish(scope, text, RulesetVersion.Source.API, "tester");
        }

        Publication.Published upload(String scope, String text) throws Exception {
            return (Publication.Published)
                    publish(scope, text).toCompletableFuture().get(10, TimeUnit.SECONDS);
        }

        void publish(String scope, String text, WantedMode wanted) throws Exception {
            registry.publish(scope, text, RulesetVersion.Source.API, wanted)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        }

        /** Each version that is tried, its mode and percentage, and what it is compared with. */
        String tries(String scope) {
            return registry.trials(scope).stream()
                    .map(trial -> "%s %s %d %s"
                            .formatted(
                                    trial.ruleset().name(),
                                    trial.change().mode(),
                                    trial.change().percent(),
                                    trial.against().name()))
                    .collect(Collectors.joining(", "));
        }

        String serves(String scope) {
            return registry.active(scope) == null
                    ? "none"
                    : registry.active(scope).name()
                            + " "
                            + registry.active(scope)
                                    .compiled()
                                    .rules()
                                    .getFirst()
                                    .name();
        }

        void close() throws InterruptedException {
            sync.stop();
            registry.stop();
        }
    }

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void close() throws InterruptedException {
        for (Node node : nodes) {
            node.close();
        }
        stores.close();
        server.command("FLUSHALL");
    }

    private Node node(String name) {
        return node(name, server.uri(), new DrlCompiler());
    }

    private Node node(String name, URI redis, RulesetCompiler compiler) {
        Node node = new Node(stores.rulesets(redis, name), compiler);
        nodes.add(node);
        return node;
    }

    @Test
    void upload_isLiveOnTheOtherNodeWithinASecond() throws Exception {
        Node a = node("a");
        Node b = node("b");
        long[] micros = new long[20];
        for (int i = 0; i < micros.length; i++) {
            Node from = i % 2 == 0 ? a : b;
            Node to = i % 2 == 0 ? b : a;
            int version = from.upload("acme", rule("r" + i)).version().version();
            long startNanos = System.nanoTime();
            String wanted = "acme@" + version + " r" + i;
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(LIVE_MAX)
                    .until(() -> to.serves("acme").equals(wanted));
            micros[i] = (System.nanoTime() - startNanos) / 1_000;
        }
        Arrays.sort(micros);
        System.out.printf(
                "live on the other node after the answer to the upload: min %.1f ms, median %.1f ms, max %.1f ms%n",
                micros[0] / 1e3, micros[micros.length / 2] / 1e3, micros[micros.length - 1] / 1e3);
    }

    @Test
    void lostPublications_costOneLook() throws Exception {
        Node a = node("a");
        Node b = node("b");
        for (int i = 0; i < 3; i++) {
            server.command("CLIENT", "KILL", "TYPE", "pubsub");
            int version = a.upload("acme", rule("r" + i)).version().version();
            String wanted = "acme@" + version + " r" + i;
            await().atMost(LIVE_MAX.multipliedBy(2))
                    .until(() -> b.serves("acme").equals(wanted));
        }
    }

    @Test
    void rollback_isFollowedToo() throws Exception {
        Node a = node("a");
        Node b = node("b");
        a.upload("acme", rule("one"));
        a.upload("acme", rule("two"));
        await().until(() -> b.serves("acme").equals("acme@2 two"));

        b.registry
                .move("acme", 1, WantedMode.of(Mode.ACTIVE, "tester", null))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);

        await().atMost(LIVE_MAX).until(() -> a.serves("acme").equals("acme@1 one"));
    }

    @Test
    void whatIsTriedOnOneNode_isTriedOnAll() throws Exception {
        Node a = node("a");
        Node b = node("b");
        a.upload("acme", rule("one"));
        a.publish("acme", rule("two"), new WantedMode(Mode.CANARY, 10, LIMITS, "tester", "why"));
        await().atMost(LIVE_MAX).until(() -> b.tries("acme").equals("acme@2 CANARY 10 acme@1"));
        assertThat(b.registry.trials("acme").getFirst().rollback()).isEqualTo(LIMITS);

        b.registry
                .move("acme", 2, new WantedMode(Mode.CANARY, 50, LIMITS, "tester", null))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        await().atMost(LIVE_MAX).until(() -> a.tries("acme").equals("acme@2 CANARY 50 acme@1"));

        Node late = node("late");
        await().atMost(LIVE_MAX).until(() -> late.tries("acme").equals("acme@2 CANARY 50 acme@1"));
        a.upload("acme", rule("three"));
        await().atMost(LIVE_MAX).until(() -> late.tries("acme").equals("acme@2 CANARY 50 acme@3"));

        late.registry
                .move("acme", 2, WantedMode.of(Mode.RETIRED, "tester", null))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        await().atMost(LIVE_MAX)
                .until(() -> a.tries("acme").isEmpty() && b.tries("acme").isEmpty());
        assertThat(b.store.changes("acme"))
                .extracting(ModeChange::mode, ModeChange::author)
                .containsExactly(
                        tuple(Mode.CANARY, "tester"), tuple(Mode.CANARY, "tester"), tuple(Mode.RETIRED, "tester"));
    }

    @Test
    void canaryPastItsLimitsOnOneNode_isRetiredOnAll() throws Exception {
        Node a = node("a");
        Node b = node("b");
        a.upload("acme", rule("one"));
        a.publish("acme", rule("two"), new WantedMode(Mode.CANARY, 10, LIMITS, "tester", null));
        await().atMost(LIVE_MAX).until(() -> !b.tries("acme").isEmpty());
        for (int i = 0; i < LIMITS.checkoutsMin(); i++) {
            b.registry
                    .trials("acme")
                    .getFirst()
                    .count(
                            0,
                            new Comparison(
                                    Checkouts.checkout("acme", "chk-" + i),
                                    new Side(Verdict.APPROVE, List.of(), false, 1),
                                    new Side(Verdict.DECLINE, List.of(), false, 1),
                                    true));
        }
        await().atMost(LIVE_MAX.multipliedBy(2))
                .until(() -> a.tries("acme").isEmpty() && b.tries("acme").isEmpty());
        assertThat(a.store.changes("acme").getLast().author()).isEqualTo(ModeChange.RISKGATE);
        await().until(() -> !b.journal.records().isEmpty());
        assertThat(b.journal.records()).hasSize(1);
        assertThat(a.journal.records()).as("what it only followed").isEmpty();
        assertThat(a.serves("acme")).isEqualTo("acme@1 one");
    }

    @Test
    void uploadsAtOnceOnTwoNodes_getNumbersOfTheirOwn_andAllEndUpAlike() throws Exception {
        Node a = node("a");
        Node b = node("b");
        List<CompletionStage<Publication>> uploads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            uploads.add(a.publish("acme", rule("a" + i)));
            uploads.add(b.publish("acme", rule("b" + i)));
        }
        List<Integer> numbers = new ArrayList<>();
        for (CompletionStage<Publication> upload : uploads) {
            numbers.add(((Publication.Published) upload.toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .version()
                    .version());
        }

        assertThat(numbers).doesNotHaveDuplicates().hasSize(40);
        int active = a.store.active("acme").orElseThrow();
        await().atMost(LIVE_MAX).untilAsserted(() -> assertThat(List.of(a.serves("acme"), b.serves("acme")))
                .allMatch(served -> served.startsWith("acme@" + active + " ")));
    }

    @Test
    void nodeThatJoins_hasWhatIsActive() throws Exception {
        node("a").upload("acme", rule("one"));

        assertThat(node("late").serves("acme")).isEqualTo("acme@1 one");
    }

    @Test
    void partitionedNode_servesOn_refusesUploads_andCatchesUp() throws Exception {
        try (SlowLink link = SlowLink.to(server.port())) {
            Node a = node("a");
            Node b = node("b", link.uri(), new DrlCompiler());
            a.upload("acme", rule("one"));
            await().atMost(LIVE_MAX).until(() -> b.serves("acme").equals("acme@1 one"));

            link.partition();
            a.upload("acme", rule("two"));
            a.upload("new", rule("three"));
            assertThatThrownBy(() -> b.upload("acme", rule("four")))
                    .hasCauseInstanceOf(StoreUnavailableException.class);
            assertThat(b.serves("acme")).isEqualTo("acme@1 one");

            link.cut();
            link.heal();
            await().atMost(BACK_MAX).until(() -> b.serves("new").equals("new@1 three"));
            assertThat(b.serves("acme")).isEqualTo(a.serves("acme")).startsWith("acme@2");
            await().atMost(BACK_MAX).untilAsserted(() -> assertThat(b.upload("acme", rule("five")))
                    .isNotNull());
        }
    }

    @Test
    void redisThatComesBackEmpty_takesNothingAway() throws Exception {
        Node a = node("a");
        Node b = node("b");
        a.upload("acme", rule("one"));
        a.upload("acme", rule("two"));
        await().atMost(LIVE_MAX).until(() -> b.serves("acme").equals("acme@2 two"));

        server.restart();

        await().atMost(BACK_MAX)
                .ignoreExceptions()
                .until(() -> a.upload("acme", rule("anew")).version().version() == 1);
        await().atMost(BACK_MAX).until(() -> b.serves("acme").equals("acme@1 anew"));
    }

    @Test
    void textThatDoesNotCompileHere_keepsTheLastGoodOneAndIsShown() throws Exception {
        DrlCompiler real = new DrlCompiler();
        Node a = node("a");
        Node old = node(
                "old",
                server.uri(),
                text -> text.contains("novel")
                        ? new Compilation.Refused(List.of(new Problem(
                                "unknown", Problem.Severity.ERROR, "not in this release", 1, 1, "", null, null)))
                        : real.compile(text));
        a.upload("acme", rule("one"));
        await().atMost(LIVE_MAX).until(() -> old.serves("acme").equals("acme@1 one"));

        a.upload("acme", rule("novel"));

        await().atMost(LIVE_MAX).until(() -> old.registry.failures().containsKey("acme"));
        assertThat(old.serves("acme")).isEqualTo("acme@1 one");
        await().atMost(LIVE_MAX.multipliedBy(2))
                .untilAsserted(() -> assertThat(a.store.nodes("acme")).isEqualTo(Map.of("a", 2, "old", 1)));
        a.upload("acme", rule("three"));
        await().atMost(LIVE_MAX).until(() -> old.serves("acme").equals("acme@3 three"));
        assertThat(old.registry.failures()).isEmpty();
    }

    @Test
    void nodesWithTheSameFiles_makeOneVersion(@TempDir Path rules) throws Exception {
        write(rules, "one");
        List<RulesDirectory> directories = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            Node node = node(name);
            directories.add(new RulesDirectory(rules, node.registry, node.store, entry -> true, Clock.systemUTC()));
        }
        scanAtOnce(directories);
        assertThat(nodes.getFirst().store.history("acme")).hasSize(1);

        write(rules, "two");
        scanAtOnce(directories);
        scanAtOnce(directories);

        assertThat(nodes.getFirst().store.history("acme")).hasSize(2);
        assertThat(nodes).allSatisfy(node -> await().atMost(LIVE_MAX)
                .untilAsserted(() -> assertThat(node.serves("acme")).isEqualTo("acme@2 two")));
    }

    private static void write(Path rules, String name) throws IOException {
        Files.writeString(Files.createDirectories(rules.resolve("acme")).resolve("a.drl"), rule(name));
    }

    private static void scanAtOnce(List<RulesDirectory> directories) throws InterruptedException {
        List<Thread> threads = directories.stream()
                .map(directory -> Thread.ofPlatform().start(directory::scan))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
