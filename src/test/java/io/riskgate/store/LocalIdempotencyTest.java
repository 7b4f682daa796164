package io.riskgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.model.Decision;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
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
    void releases_leaveNothingBehind() {
        LocalIdempotency idempotency = create();
        for (int i = 0; i < 5_000; i++) {
            CompletableFuture<Decision> answer = new CompletableFuture<>();
            idempotency.claim("acme", "1", answer);
            idempotency.release("acme", "1", answer);
        }
        assertThat(idempotency.size()).isZero();
    }

    /** The oracle: a map of what was claimed when, cleared of expired entries before every step. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomClaimsReleasesAndPauses_goAsInANaiveMap(long seed) {
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
            if (random.nextInt(5) == 0) {
                idempotency.release("acme", id, held.remove(id));
                claimedAt.remove(id);
            }
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
