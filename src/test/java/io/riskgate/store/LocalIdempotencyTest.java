package io.riskgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

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
    void entries_areBounded() {
        LocalIdempotency idempotency = create();
        for (int i = 0; i < 5_000; i++) {
            idempotency.claim("acme", Integer.toString(i), new CompletableFuture<>());
        }
        assertThat(idempotency.size()).isBetween(1L, 1_000L);
    }

    @Test
    void badSetting_isNamed() {
        assertThatThrownBy(() -> new LocalIdempotency(0, Duration.ofHours(1), nanos::get))
                .hasMessageContaining("riskgate.idempotency.entries-max");
        assertThatThrownBy(() -> new LocalIdempotency(1, Duration.ZERO, nanos::get))
                .hasMessageContaining("riskgate.idempotency.retention");
    }
}
