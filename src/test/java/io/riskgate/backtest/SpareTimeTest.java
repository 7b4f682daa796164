package io.riskgate.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpareTimeTest {

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final SpareTime spareTime = new SpareTime(waiting::get, answered::get);

    private static void work(long nanos) {
        long endNanos = System.nanoTime() + nanos;
        while (System.nanoTime() - endNanos < 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void decisionsThatWait_areWaitedFor() {
        waiting.set(3);
        CompletableFuture<Void> working = slice();
        await().during(Duration.ofMillis(50)).until(() -> !working.isDone());
        waiting.set(0);
        await().until(working::isDone);
    }

    @Test
    void whoeverIsStopped_waitsForNobody() {
        waiting.set(3);
        CompletableFuture<Void> working = slice();
        stopped.set(true);
        await().until(working::isDone);
    }

    private CompletableFuture<Void> slice() {
        return CompletableFuture.runAsync(() -> {
            SpareTime.Slices slices = spareTime.begin();
            work(SpareTime.SLICE_NANOS);
            slices.rest(stopped::get);
        });
    }

    @Test
    void whereDecisionsAreAnswered_restIsLongerThanWork() {
        SpareTime.Slices slices = spareTime.begin();
        work(SpareTime.SLICE_NANOS);
        answered.incrementAndGet();
        long beganNanos = System.nanoTime();
        slices.rest(stopped::get);
        assertThat(System.nanoTime() - beganNanos).isGreaterThanOrEqualTo(SpareTime.RESTS * SpareTime.SLICE_NANOS / 2);
    }

    @Test
    void whatIsAnsweredWhileItRests_countsToo() {
        SpareTime busy = new SpareTime(
                () -> {
                    answered.incrementAndGet();
                    return 0;
                },
                answered::get);
        SpareTime.Slices slices = busy.begin();
        work(SpareTime.SLICE_NANOS);
        slices.rest(stopped::get);
        work(SpareTime.SLICE_NANOS);
        long beganNanos = System.nanoTime();
        slices.rest(stopped::get);
        assertThat(System.nanoTime() - beganNanos).isGreaterThanOrEqualTo(SpareTime.RESTS * SpareTime.SLICE_NANOS / 2);
    }

    @Test
    void withinASlice_nothingIsLookedAt() {
        // So that a slice which this thread loses to others ends, too.
        stopped.set(true);
        int within = 0;
        for (int i = 0; i < 1_000; i++) {
            AtomicInteger looks = new AtomicInteger();
            SpareTime counted = new SpareTime(looks::incrementAndGet, answered::get);
            long beganNanos = System.nanoTime();
            counted.begin().rest(stopped::get);
            if (System.nanoTime() - beganNanos < SpareTime.SLICE_NANOS) {
                within++;
                assertThat(looks).hasValue(0);
            }
        }
        assertThat(within).isPositive();
    }
}
