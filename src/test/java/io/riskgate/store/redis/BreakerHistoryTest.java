package io.riskgate.store.redis;

import static io.smallrye.faulttolerance.api.CircuitBreakerState.CLOSED;
import static io.smallrye.faulttolerance.api.CircuitBreakerState.HALF_OPEN;
import static io.smallrye.faulttolerance.api.CircuitBreakerState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.diagnosis.SharedStore.Outage;
import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.SettableClock;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BreakerHistoryTest {

    private static final Instant NOON = Checkouts.NOON;

    private final SettableClock clock = new SettableClock(NOON);
    private final BreakerHistory history = new BreakerHistory(clock);

    @Test
    void breakerThatTriesInVain_isOpenAllTheTime() {
        Consumer<CircuitBreakerState> windows = history.of("windows");
        for (int i = 0; i < 1_000; i++) {
            windows.accept(OPEN);
            clock.advance(Duration.ofSeconds(1));
            windows.accept(HALF_OPEN);
        }
        assertThat(history.outages()).containsExactly(new Outage("windows", NOON, null));
        windows.accept(CLOSED);
        assertThat(history.outages())
                .containsExactly(new Outage("windows", NOON, NOON.plus(Duration.ofSeconds(1_000))));
    }

    @Test
    void newBreaker_isClosed_andOthersGoOn() {
        history.of("windows").accept(OPEN);
        history.of("ledger").accept(OPEN);
        clock.advance(Duration.ofSeconds(1));
        history.of("windows");
        assertThat(history.outages())
                .containsExactly(new Outage("windows", NOON, NOON.plusSeconds(1)), new Outage("ledger", NOON, null));
    }

    @Test
    void isOpen_whileAnyIsNotClosed() {
        Consumer<CircuitBreakerState> windows = history.of("windows");
        Consumer<CircuitBreakerState> ledger = history.of("ledger");
        assertThat(history.isAnyOpen()).isFalse();
        ledger.accept(OPEN);
        windows.accept(OPEN);
        windows.accept(CLOSED);
        assertThat(history.isAnyOpen()).isTrue();
        ledger.accept(HALF_OPEN);
        assertThat(history.isAnyOpen()).isTrue();
        ledger.accept(CLOSED);
        assertThat(history.isAnyOpen()).isFalse();
    }

    @Test
    void breakerThatIsNotUsedAnyMore_isNotOpen() {
        history.of("windows").accept(OPEN);
        history.closed("windows");
        assertThat(history.isAnyOpen()).isFalse();
        assertThat(history.outages()).hasSize(1);
    }

    @Test
    void history_isBounded() {
        Consumer<CircuitBreakerState> windows = history.of("windows");
        for (int i = 0; i < 2 * BreakerHistory.OUTAGES_MAX; i++) {
            windows.accept(OPEN);
            windows.accept(CLOSED);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(history.outages()).hasSize(BreakerHistory.OUTAGES_MAX);
        assertThat(history.outages().getFirst().since()).isEqualTo(NOON.plusSeconds(BreakerHistory.OUTAGES_MAX));
    }
}
