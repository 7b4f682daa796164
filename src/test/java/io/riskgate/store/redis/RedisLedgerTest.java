package io.riskgate.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riskgate.limits.Claim;
import io.riskgate.limits.Exposure;
import io.riskgate.limits.LedgerContract;
import io.riskgate.limits.Settling;
import io.riskgate.limits.Settling.Settled;
import io.riskgate.limits.Settling.State;
import io.riskgate.limits.Settling.Unavailable;
import io.riskgate.limits.SharedLedger;
import io.riskgate.limits.SharedLedger.Told;
import io.riskgate.model.Checkout;
import io.riskgate.model.Reservation;
import io.riskgate.redis.RedisServer;
import io.riskgate.velocity.SharedVelocity.Gap;
import io.riskgate.velocity.Units;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisLedgerTest extends LedgerContract {

    private static RedisServer server;

    private final RedisStores stores = new RedisStores();
    private final Queue<Gap> gaps = new ConcurrentLinkedQueue<>();
    private final SharedLedger ledger = stores.ledger(server.uri(), clock, gaps::add);

    @BeforeAll
    static void startServer() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void stop() {
        stores.close();
        server.command("FLUSHALL");
    }

    @Override
    protected List<Exposure> reserve(Checkout checkout, List<Claim> claims) {
        List<Exposure> foreseen = exposures(ledger.peek(checkout, claims, clock.millis())
                .toCompletableFuture()
                .join());
        List<Exposure> exposures = exposures(ledger.reserve(checkout, claims, clock.millis())
                .toCompletableFuture()
                .join());
        assertThat(foreseen).as("peek").isEqualTo(exposures);
        return exposures;
    }

    private static List<Exposure> exposures(Told told) {
        assertThat(told).isInstanceOf(Told.Exposures.class);
        return ((Told.Exposures) told).exposures();
    }

    @Override
    protected void undo(String merchantId, String id) {
        // Calls go one behind the other, so whatever is asked next finds it undone.
        ledger.undo(merchantId, id);
    }

    @Override
    protected Settling settle(String merchantId, String id, State wanted) {
        return ledger.settle(merchantId, id, wanted, clock.millis())
                .toCompletableFuture()
                .join();
    }

    @Test
    void reservation_isFreshOnce() {
        Checkout checkout = checkout("acme", "1", "ann", "60");
        assertThat(isFresh(checkout)).isTrue();
        assertThat(isFresh(checkout)).isFalse();
        assertThat(isFresh(checkout("acme", "2", "ann", "60"))).isFalse();
    }

    private boolean isFresh(Checkout checkout) {
        return ((Told.Exposures) ledger.reserve(checkout, claims(checkout), clock.millis())
                        .toCompletableFuture()
                        .join())
                .fresh();
    }

    private static List<Claim> claims(Checkout checkout) {
        return Claim.of(checkout, List.of(DAILY));
    }

    @Test
    void flushedRedis_isRestored_inAnyOrderAndOnce() {
        Checkout open = checkout("acme", "open", "ann", "10");
        Checkout confirmed = checkout("acme", "confirmed", "ann", "20");
        Checkout released = checkout("acme", "released", "ann", "30");
        Checkout beyond = checkout("acme", "beyond", "ann", "90");
        for (int i = 0; i < 2; i++) {
            restore("confirmed", State.CONFIRMED);
            restore(open);
            restore(confirmed);
            restore(released);
            restore("released", State.RELEASED);
        }
        assertThat(used()).isEqualTo("30");
        // What was given out while nobody could be asked is held, also beyond the limit.
        restore(beyond);
        assertThat(used()).isEqualTo("120");
        assertThat(settle("acme", "confirmed", State.RELEASED))
                .isInstanceOfSatisfying(
                        Settled.class, settled -> assertThat(settled.state()).isEqualTo(State.CONFIRMED));
        assertThat(settle("acme", "released", State.CONFIRMED))
                .isInstanceOfSatisfying(
                        Settled.class, settled -> assertThat(settled.state()).isEqualTo(State.RELEASED));
        assertThat(settle("acme", "open", State.CONFIRMED))
                .isInstanceOfSatisfying(
                        Settled.class, settled -> assertThat(settled.again()).isFalse());
        clock.advance(Duration.ofMinutes(30));
        assertThat(used()).isEqualTo("30");
    }

    @Test
    void reservationThatNoDecisionHolds_isTakenBackByItsRestoring() {
        Checkout checkout = checkout("acme", "1", "ann", "60");
        assertThat(isFresh(checkout)).isTrue();
        ledger.restore(checkout, List.of(), null, clock.millis())
                .toCompletableFuture()
                .join();
        assertThat(used()).isEqualTo("0");
    }

    private String used() {
        Checkout look = checkout("acme", "look", "ann", "0");
        return Units.toDecimal(reserve(look, claims(look)).getFirst().usedUnits())
                .stripTrailingZeros()
                .toPlainString();
    }

    private void restore(Checkout checkout) {
        Instant expiresAt = clock.instant().plusMillis(DAILY.holdMillis());
        ledger.restore(
                        checkout,
                        claims(checkout),
                        new Reservation(
                                expiresAt,
                                claims(checkout).stream().map(Claim::held).toList()),
                        clock.millis())
                .toCompletableFuture()
                .join();
    }

    private void restore(String id, State settled) {
        ledger.restore("acme", id, settled, clock.millis(), clock.millis())
                .toCompletableFuture()
                .join();
    }

    @Test
    void frozenRedis_isMissing_settlesNothing_andIsRemembered() {
        Checkout checkout = checkout("acme", "1", "ann", "60");
        reserve(checkout, claims(checkout));
        server.freeze();
        try {
            Checkout next = checkout("acme", "2", "ann", "1");
            assertThat(ledger.reserve(next, claims(next), clock.millis())
                            .toCompletableFuture()
                            .join())
                    .isEqualTo(new Told.Missing());
            assertThat(gaps).isNotEmpty().allSatisfy(gap -> assertThat(gap.missedSince())
                    .isNotNull());
            assertThat(settle("acme", "1", State.CONFIRMED)).isInstanceOf(Unavailable.class);
        } finally {
            server.thaw();
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> settle("acme", "1", State.CONFIRMED) instanceof Settled settled
                        && settled.state() == State.CONFIRMED);
    }

    @Test
    void keys_holdNoValueOfACustomerAndExpire() {
        Checkout checkout = checkout("acme", "checkout-id", "ann", "60");
        reserve(checkout, claims(checkout));
        List<?> keys = (List<?>) server.command("KEYS", "*");
        assertThat(keys).hasSize(2);
        for (Object key : keys) {
            assertThat(key.toString()).startsWith("test:1:{acme}:").doesNotContain("ann", "checkout-id");
            assertThat((Long) server.command("PTTL", key.toString())).isPositive();
        }
        assertThat(new BigDecimal("60")).isEqualByComparingTo(used());
    }
}
