package io.riskgate.decision;

import static io.riskgate.fixture.Checkouts.checkout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riskgate.fixture.LambdaRules;
import io.riskgate.journal.JournalEntry;
import io.riskgate.model.Verdict;
import io.riskgate.telemetry.MetricNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One shard hangs. Its budget is long enough that a slow build machine does not spend it by accident. */
class BlockedShardTest {

    private static final Duration BUDGET = Duration.ofMillis(300);
    private static final int SHARE = 256;
    private static final int QUEUE = 1_024;

    @Test
    void itsMerchants_getTheFallbackInTheBudgetAndAreCountedLater() throws Exception {
        try (Engine engine = new Engine(BUDGET, Engine::windows)) {
            CountDownLatch release = engine.block(0);
            String merchant = engine.merchantOn(0, 0);
            long startNanos = System.nanoTime();
            List<CompletableFuture<Answer>> answers = decide(engine, merchant, 20);
            List<Answer> got = join(answers);
            long tookNanos = System.nanoTime() - startNanos;

            assertThat(got).allSatisfy(answer -> {
                assertThat(answer.decision().verdict()).isEqualTo(Verdict.REVIEW);
                assertThat(answer.decision().degraded()).containsExactly("overload");
                assertThat(answer.decision().elapsedMicros())
                        .isBetween(BUDGET.toMillis() * 1_000 - 1_000, BUDGET.toMillis() * 1_000 + 200_000);
            });
            System.out.printf(
                    "blocked shard: budget %d us, fallback after %s us%n",
                    BUDGET.toNanos() / 1_000,
                    got.stream().map(a -> a.decision().elapsedMicros()).sorted().toList());
            assertThat(tookNanos).isLessThan(TimeUnit.SECONDS.toNanos(2));
            assertThat(engine.journal.entries()).isEmpty();

            release.countDown();
            await().until(() -> engine.journal.entries().size() == 20);
            assertThat(engine.journal.countedIds())
                    .isEqualTo(
                            IntStream.range(0, 20).mapToObj(Integer::toString).toList());
            assertThat(engine.journal.entries())
                    .extracting(JournalEntry::decision)
                    .isEqualTo(got.stream().map(Answer::decision).toList());
        }
    }

    @Test
    void otherShardsMerchants_areAnsweredNormally() throws Exception {
        try (Engine engine = new Engine(BUDGET, Engine::windows)) {
            CountDownLatch release = engine.block(0);
            for (int i = 0; i < 100; i++) {
                assertThat(engine.decide(checkout(engine.merchantOn(1, 0), "c" + i))
                                .join()
                                .decision()
                                .degraded())
                        .isEmpty();
            }
            release.countDown();
        }
    }

    @Test
    void queueAndShare_fillAndTurnAwayAtOnce() throws Exception {
        try (Engine engine = new Engine(Duration.ofSeconds(10), Engine::windows)) {
            CountDownLatch release = engine.block(0);
            String flood = engine.merchantOn(0, 0);
            List<CompletableFuture<Answer>> accepted = new ArrayList<>(decide(engine, flood, SHARE));
            Answer away = engine.decide(checkout(flood, "one too many")).join();
            assertThat(away.decision().degraded()).containsExactly("overload");
            assertThat(accepted).noneMatch(CompletableFuture::isDone);

            for (int n = 1; n < QUEUE / SHARE; n++) {
                accepted.addAll(decide(engine, engine.merchantOn(0, n), SHARE));
            }
            assertThat(engine.shards.all().get(0).queueDepth()).isEqualTo(QUEUE);
            String neighbour = engine.merchantOn(0, QUEUE / SHARE);
            assertThat(engine.decide(checkout(neighbour, "n")).join().decision().degraded())
                    .containsExactly("overload");

            release.countDown();
            assertThat(join(accepted)).allMatch(a -> a.decision().degraded().isEmpty());
            await().until(() -> engine.journal.entries().size() == QUEUE + 2);
            assertThat(engine.journal.entries())
                    .filteredOn(e -> !e.counted())
                    .extracting(e -> e.checkout().id())
                    .containsExactly("one too many", "n");
        }
    }

    @Test
    void whatWaitsAndIsTurnedAway_showsInWhatAlertsAskFor() throws Exception {
        try (Engine engine = new Engine(Duration.ofSeconds(10), Engine::windows)) {
            CountDownLatch release = engine.block(0);
            List<CompletableFuture<Answer>> accepted = decide(engine, engine.merchantOn(0, 0), SHARE);
            engine.decide(checkout(engine.merchantOn(0, 0), "one too many")).join();

            assertThat(engine.registry
                            .get(MetricNames.SHARD_QUEUE_DEPTH)
                            .tag(MetricNames.SHARD, "0")
                            .gauge()
                            .value())
                    .isEqualTo(SHARE);
            assertThat(engine.registry
                            .get(MetricNames.DEGRADED)
                            .tag(MetricNames.KIND, "overload")
                            .counter()
                            .count())
                    .isEqualTo(1);

            release.countDown();
            join(accepted);
            // What has blocked it was no checkout.
            await().until(() -> worked(engine, 0) == SHARE);
            assertThat(worked(engine, 1)).isZero();
        }
    }

    private static double worked(Engine engine, int shard) {
        return engine.registry
                .get(MetricNames.SHARD_DECISIONS)
                .tag(MetricNames.SHARD, Integer.toString(shard))
                .functionCounter()
                .count();
    }

    @Test
    void decisionAtWork_isAnsweredByTheWatchOnce() throws Exception {
        try (Engine engine = new Engine(BUDGET, Engine::windows)) {
            CountDownLatch release = new CountDownLatch(1);
            engine.rulesets.activate(LambdaRules.ruleset("platform", 1, e -> {
                try {
                    release.await();
                } catch (InterruptedException ended) {
                    throw new IllegalStateException(ended);
                }
            }));
            Answer answer = engine.decide(checkout("acme", "1")).join();
            assertThat(answer.decision().degraded()).containsExactly("overload");
            release.countDown();
            await().until(() -> engine.journal.entries().size() == 1);
            assertThat(engine.journal.entries().getFirst().decision()).isEqualTo(answer.decision());
            assertThat(engine.journal.entries().getFirst().counted()).isTrue();
        }
    }

    @Test
    void watch_wakesAfterAQuietTime() throws Exception {
        try (Engine engine = new Engine(Duration.ofMillis(20), Engine::windows)) {
            await().until(() -> watchThreads().anyMatch(t -> t.getState() == Thread.State.WAITING));
            CountDownLatch release = engine.block(0);
            assertThat(engine.decide(checkout(engine.merchantOn(0, 0), "1")))
                    .succeedsWithin(Duration.ofSeconds(2))
                    .returns(List.of("overload"), a -> a.decision().degraded());
            release.countDown();
        }
    }

    @Test
    void stop_answersAllThatWasAccepted() throws Exception {
        Engine engine = new Engine();
        CountDownLatch release = engine.block(0);
        List<CompletableFuture<Answer>> accepted = decide(engine, engine.merchantOn(0, 0), 50);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> engine.stop(Duration.ofSeconds(10)));
        await().until(() -> !engine.shards.open());
        release.countDown();
        stopped.join();
        assertThat(join(accepted)).allMatch(a -> a.decision().degraded().isEmpty());
        assertThat(engine.journal.countedIds()).hasSize(50);

        Answer late = engine.decide(checkout("acme", "after the end")).join();
        assertThat(late.decision().degraded()).containsExactly("overload");
    }

    @Test
    void stop_answersAndRecordsInPlaceOfAShardThatHangs() throws Exception {
        Engine engine = new Engine();
        CountDownLatch release = engine.block(0);
        List<CompletableFuture<Answer>> accepted = decide(engine, engine.merchantOn(0, 0), 10);
        engine.stop(Duration.ofMillis(50));
        assertThat(join(accepted)).allMatch(a -> a.decision().degraded().equals(List.of("overload")));
        assertThat(engine.journal.entries()).hasSize(10).noneMatch(JournalEntry::counted);

        release.countDown();
        await().until(() -> engine.shards.all().stream().noneMatch(s -> s.alive()));
        assertThat(engine.journal.entries()).hasSize(10);
    }

    private static Stream<Thread> watchThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("riskgate-deadlines"));
    }

    private static List<CompletableFuture<Answer>> decide(Engine engine, String merchant, int checkouts) {
        return IntStream.range(0, checkouts)
                .mapToObj(i -> engine.decide(checkout(merchant, Integer.toString(i))))
                .toList();
    }

    private static List<Answer> join(List<CompletableFuture<Answer>> answers) {
        return answers.stream().map(CompletableFuture::join).toList();
    }
}
