package io.riskgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.riskgate.model.Decision;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalIdempotencyTest extends IdempotencyContract {

    private final AtomicLong nanos = new AtomicLong();

    @Override
    LocalIdempotency create() {
        return new LocalIdempotency(1_000, Duration.ofHours(24), nanos::get);
    }

    @Test
    void answer_isForgottenAfterItsTime() {
        LocalIdempotency idempotency = create();
        idempotency.claim("acme", "1", new CompletableFuture<>());
        nanos.addAndGet(Duration.ofHours(24).toNanos() - 1);
        assertThat(idempotency.claim("acme", "1", new CompletableFuture<>())).isNotNull();
        nanos.addAndGet(1);
        assertThat(idempotency.claim("acme", "1", new CompletableFuture<>())).isNull();
    }

    @Test
    void beyondTheLimit_theOldestAreForgotten_andAllOfTheNewestStay() {
        LocalIdempotency idempotency = create();
        for (int i = 0; i < 5_000; i++) {
            idempotency.claim("acme", Integer.toString(i), new CompletableFuture<>());
        }
        assertThat(idempotency.size()).isEqualTo(1_000);
        for (int i = 4_000; i < 5_000; i++) {
            assertThat(idempotency.claim("acme", Integer.toString(i), new CompletableFuture<>()))
                    .as("claim %d", i)
                    .isNotNull();
        }
        assertThat(idempotency.claim("acme", "3999", new CompletableFuture<>())).isNull();
    }

    @Test
    void expiredAnswers_leaveTheMemoryAsClaimsCome() {
        LocalIdempotency idempotency = create();
        for (int i = 0; i < 90; i++) {
            idempotency.claim("acme", Integer.toString(i), new CompletableFuture<>());
        }
        nanos.addAndGet(Duration.ofHours(24).toNanos());
        for (int i = 100; i < 106; i++) {
            idempotency.claim("acme", Integer.toString(i), new CompletableFuture<>());
        }
        assertThat(idempotency.size()).isEqualTo(6);
    }

    @Test
    void idThatIsRestoredTwice_isForgottenWithTheLaterOne() {
        LocalIdempotency idempotency = create();
        idempotency.restore(IdempotencyContract.decision("acme", "1"), Duration.ofHours(23));
        idempotency.restore(IdempotencyContract.decision("acme", "1"), Duration.ofHours(1));
        nanos.addAndGet(Duration.ofHours(2).toNanos());
        idempotency.claim("acme", "2", new CompletableFuture<>());
        assertThat(idempotency.find("acme", "1")).isNotNull();
        nanos.addAndGet(Duration.ofHours(21).toNanos());
        assertThat(idempotency.find("acme", "1")).isNull();
    }

    @Test
    void threadsThatClaimAtOnce_keepToTheLimit_andForgetTheOldest() throws InterruptedException {
        LocalIdempotency idempotency = create();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(t -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        idempotency.claim("m" + t, Integer.toString(i), new CompletableFuture<>());
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(idempotency.size()).isBetween(1_000, 1_004);
        for (int i = 0; i < 1_000; i++) {
            idempotency.claim("acme", Integer.toString(i), new CompletableFuture<>());
        }
        assertThat(idempotency.size()).isEqualTo(1_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(idempotency.find("acme", Integer.toString(i)))
                    .as("claim %d", i)
                    .isNotNull();
        }
    }

    /** Without an order among them, the map would look through all of them for each: 5,000,000,000 times. */
    @Test
    void idsThatWereChosenToHaveOneHash_takeNoLongerThanOthers() {
        LocalIdempotency idempotency = new LocalIdempotency(100_000, Duration.ofHours(24), nanos::get);
        assertThat(idWithTheHashOfAll(1)).isNotEqualTo(idWithTheHashOfAll(2)).hasSameHashCodeAs(idWithTheHashOfAll(2));
        assertTimeout(Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 100_000; i++) {
                assertThat(idempotency.claim("acme", idWithTheHashOfAll(i), new CompletableFuture<>()))
                        .isNull();
            }
        });
        assertThat(idempotency.find("acme", idWithTheHashOfAll(77))).isNotNull();
    }

    /** "Aa" and "BB" have one hash, and so has whatever is made of them, of one length. */
    private static String idWithTheHashOfAll(int number) {
        return IntStream.range(0, 17)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }

    /** The oracle: a map of what was claimed when, cleared of expired entries before every step. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomClaimsAndPauses_goAsInANaiveMap(long seed) {
        LocalIdempotency idempotency = create();
        Random random = new Random(seed);
        Map<String, CompletableFuture<Decision>> held = new HashMap<>();
        Map<String, Long> claimedAt = new HashMap<>();
        long retention = Duration.ofHours(24).toNanos();
        for (int step = 0; step < 5_000; step++) {
            nanos.addAndGet(random.nextLong(retention / 20));
            claimedAt.values().removeIf(at -> nanos.get() - at >= retention);
            held.keySet().retainAll(claimedAt.keySet());
            String id = Integer.toString(random.nextInt(60));
            CompletableFuture<Decision> mine = new CompletableFuture<>();

            assertThat(idempotency.claim("acme", id, mine)).as("step %d", step).isSameAs(held.get(id));

            held.putIfAbsent(id, mine);
            claimedAt.putIfAbsent(id, nanos.get());
        }
    }

    @Test
    void badSetting_isNamed() {
        assertThatThrownBy(() -> new LocalIdempotency(0, Duration.ofHours(1), nanos::get))
                .hasMessageContaining("riskgate.idempotency.entries-max");
        assertThatThrownBy(() -> new LocalIdempotency(1, Duration.ofDays(366), nanos::get))
                .hasMessageContaining("riskgate.idempotency.retention");
        assertThatThrownBy(() -> new LocalIdempotency(1, Duration.ZERO, nanos::get))
                .hasMessageContaining("riskgate.idempotency.retention");
    }
}
