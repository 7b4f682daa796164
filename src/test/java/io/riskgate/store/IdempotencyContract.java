package io.riskgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.model.Decision;
import io.riskgate.model.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Idempotency} does. */
abstract class IdempotencyContract {

    private Idempotency idempotency;

    abstract Idempotency create();

    @BeforeEach
    void createEmpty() {
        idempotency = create();
    }

    @Test
    void freeId_isClaimed() {
        assertThat(idempotency.claim("acme", "1", new CompletableFuture<>())).isNull();
    }

    @Test
    void secondClaim_getsTheFirstOnesFuture() {
        CompletableFuture<Decision> first = new CompletableFuture<>();
        idempotency.claim("acme", "1", first);
        assertThat(idempotency.claim("acme", "1", new CompletableFuture<>())).isSameAs(first);
        first.complete(decision("acme", "1"));
        assertThat(idempotency.claim("acme", "1", new CompletableFuture<>())).isSameAs(first);
    }

    @Test
    void merchantAndId_areNotMixedUp() {
        idempotency.claim("a", "bc", new CompletableFuture<>());
        assertThat(idempotency.claim("ab", "c", new CompletableFuture<>())).isNull();
        assertThat(idempotency.claim("b", "bc", new CompletableFuture<>())).isNull();
        assertThat(idempotency.claim("a", "b", new CompletableFuture<>())).isNull();
    }

    @Test
    void restoredAnswer_isThere() {
        idempotency.restore(decision("acme", "1"), Duration.ofMinutes(1));
        assertThat(idempotency.claim("acme", "1", new CompletableFuture<>()))
                .isCompletedWithValue(decision("acme", "1"));
    }

    @Test
    void ofManyClaimsAtOnce_oneIsFirst() throws InterruptedException {
        for (int round = 0; round < 50; round++) {
            String id = "round-" + round;
            AtomicInteger firsts = new AtomicInteger();
            CountDownLatch start = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException e) {
                        return;
                    }
                    if (idempotency.claim("acme", id, new CompletableFuture<>()) == null) {
                        firsts.incrementAndGet();
                    }
                }));
            }
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(firsts).hasValue(1);
        }
    }

    static Decision decision(String merchantId, String id) {
        return new Decision(id, merchantId, Verdict.REVIEW, 60, List.of(), List.of(), List.of(), List.of(), 100);
    }
}
