package io.riskgate.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.merchant.Quota;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void burst_isThereAtOnceAndNoMore() {
        TokenBucket bucket = new TokenBucket(0);
        for (int i = 0; i < 20; i++) {
            assertThat(bucket.take(0, 10, 20)).isZero();
        }
        assertThat(bucket.take(0, 10, 20)).isEqualTo(SECOND / 10);
        assertThat(bucket.take(SECOND / 10 - 1, 10, 20)).isEqualTo(1);
        assertThat(bucket.take(SECOND / 10, 10, 20)).isZero();
        assertThat(bucket.take(SECOND / 10, 10, 20)).isPositive();
    }

    /** A bucket that is counted in tokens, in steps of time that are whole tokens. */
    @Test
    void takes_areThoseOfANaiveBucket() {
        Random random = new Random(42);
        int perSecond = 100;
        int burst = 7;
        TokenBucket bucket = new TokenBucket(Long.MAX_VALUE - 5 * SECOND);
        long now = Long.MAX_VALUE - 5 * SECOND;
        int naive = burst;
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            int steps = random.nextInt(3);
            now += steps * (SECOND / perSecond);
            naive = Math.min(burst, naive + steps);
            boolean taken = bucket.take(now, perSecond, burst) == 0;
            assertThat(taken).isEqualTo(naive > 0);
            naive -= taken ? 1 : 0;
            refused += taken ? 0 : 1;
        }
        assertThat(refused).isPositive();
    }

    @Test
    void threads_takeNoMoreThanThereIs() throws InterruptedException {
        TokenBucket bucket = new TokenBucket(0);
        AtomicInteger taken = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 10_000; i++) {
                    taken.addAndGet(bucket.take(0, 1_000, 2_000) == 0 ? 1 : 0);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(taken).hasValue(2_000);
    }

    /** A debt of days by a rate of one a second is none by a thousand. */
    @Test
    void fasterRate_endsADebtOfASlowerOneSoon() {
        TokenBucket bucket = new TokenBucket(0);
        for (int i = 0; i < 100_000; i++) {
            assertThat(bucket.take(0, 1, 100_000)).isZero();
        }
        assertThat(bucket.take(0, 1, 100_000)).isEqualTo(SECOND);

        assertThat(bucket.take(0, 1_000, 2_000)).isEqualTo(2 * SECOND + SECOND / 1_000);
        assertThat(bucket.take(SECOND, 1_000, 2_000)).isEqualTo(SECOND + SECOND / 1_000);
        assertThat(bucket.take(2 * SECOND + SECOND / 1_000, 1_000, 2_000)).isZero();
    }

    @Test
    void largestQuotas_doNotOverflow() {
        long now = Long.MAX_VALUE - SECOND;
        for (int perSecond : new int[] {1, Quota.MAX}) {
            TokenBucket bucket = new TokenBucket(now);
            bucket.charge(Long.MAX_VALUE, now, perSecond, Quota.MAX);
            assertThat(bucket.take(now, perSecond, Quota.MAX)).isEqualTo((Quota.MAX + 1L) * (SECOND / perSecond));
        }
    }

    @Test
    void charge_isPaidOffAndLimited() {
        TokenBucket bucket = new TokenBucket(0);
        bucket.charge(15, 0, 10, 20);
        int taken = 0;
        while (bucket.take(0, 10, 20) == 0) {
            taken++;
        }
        assertThat(taken).isEqualTo(5);

        bucket.charge(1_000_000, 0, 10, 20);
        assertThat(bucket.take(0, 10, 20)).as("a debt of another burst").isEqualTo(2 * SECOND + SECOND / 10);
        assertThat(bucket.isFull(4 * SECOND - 1)).isFalse();
        assertThat(bucket.isFull(4 * SECOND)).isTrue();
    }
}
