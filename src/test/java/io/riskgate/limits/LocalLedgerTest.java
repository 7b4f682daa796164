package io.riskgate.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.limits.Settling.State;
import io.riskgate.model.Checkout;
import io.riskgate.velocity.Units;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalLedgerTest extends LedgerContract {

    private final LocalLedger ledger = new LocalLedger(new LedgerLimits(10_000, 0.1));

    @Override
    protected List<Exposure> reserve(Checkout checkout, List<Claim> claims) {
        return reserve(ledger, checkout, claims, false);
    }

    private List<Exposure> reserve(LocalLedger into, Checkout checkout, List<Claim> claims, boolean alone) {
        long units = Units.of(checkout.amount());
        List<Exposure> exposures = into.exposures(checkout.merchantId(), claims, alone, clock.millis());
        List<Claim> held = Exposure.held(exposures, units);
        into.reserve(
                checkout.merchantId(),
                checkout.id(),
                held,
                units,
                clock.millis() + Exposure.holdMillis(held),
                clock.millis());
        return exposures;
    }

    @Override
    protected void undo(String merchantId, String id) {
        ledger.undo(merchantId, id);
    }

    @Override
    protected Settling settle(String merchantId, String id, State wanted) {
        return ledger.settle(merchantId, id, wanted, clock.millis());
    }

    @Test
    void alone_onlyAShareIsAllowed() {
        Exposure exposure = exposureAlone("1", "10");
        assertThat(exposure.available()).isEqualByComparingTo("10");
        exposure = exposureAlone("2", "0.01");
        assertThat(exposure.available()).isEqualByComparingTo("0");
        assertThat(exposure.fits(Units.of(new BigDecimal("0.01")))).isFalse();
        assertThat(exposure.isUnknown(Units.of(new BigDecimal("0.01")))).isTrue();
        // What would not fit in the whole limit either is known.
        assertThat(exposure.isUnknown(Units.of(new BigDecimal("90.01")))).isFalse();
    }

    private Exposure exposureAlone(String id, String amount) {
        Checkout checkout = checkout("acme", id, "ann", amount);
        return reserve(ledger, checkout, Claim.of(checkout, List.of(DAILY)), true)
                .getFirst();
    }

    @Test
    void fullLedger_letsNothingFit_untilThereIsRoom() {
        LocalLedger small = new LocalLedger(new LedgerLimits(3, 0.1));
        for (int i = 0; i < 3; i++) {
            Checkout checkout = checkout("acme", "c-" + i, "customer-" + i, "1");
            Exposure exposure = reserve(small, checkout, Claim.of(checkout, List.of(DAILY)), false)
                    .getFirst();
            assertThat(exposure.fits(1)).isTrue();
        }
        Checkout more = checkout("acme", "more", "more", "1");
        List<Claim> claims = Claim.of(more, List.of(DAILY));
        assertThat(reserve(small, more, claims, false).getFirst().isUnknown(10_000))
                .isTrue();
        assertThat(small.entries()).isEqualTo(3);
        assertThat(small.settle("acme", "more", State.CONFIRMED, clock.millis()))
                .isEqualTo(new Settling.Unknown());
        clock.advance(LocalLedger.KEPT.plus(Duration.ofMinutes(30)));
        assertThat(reserve(small, more, claims, false).getFirst().fits(10_000)).isTrue();
    }

    @Test
    void merchantThatReservesWithoutEnd_leavesTheLastQuarterToOthers() {
        LocalLedger shared = new LocalLedger(new LedgerLimits(40, 0.1));
        assertThat(reserveUntilFull(shared, "greedy")).isEqualTo(30);
        assertThat(reserveUntilFull(shared, "acme")).isEqualTo(10);
        assertThat(shared.entries()).isEqualTo(40);

        // What was forgotten is nobody's any more.
        clock.advance(LocalLedger.KEPT.plus(Duration.ofMinutes(30)));
        assertThat(reserveUntilFull(shared, "acme")).isEqualTo(30);
        assertThat(reserveUntilFull(shared, "greedy")).isEqualTo(10);
    }

    /** One for each customer; how many fit. */
    private int reserveUntilFull(LocalLedger into, String merchantId) {
        for (int i = 0; i < 100; i++) {
            Checkout checkout = checkout(merchantId, "c-" + i, "customer-" + i, "1");
            Exposure exposure = reserve(into, checkout, Claim.of(checkout, List.of(DAILY)), false)
                    .getFirst();
            if (!exposure.fits(1)) {
                return i;
            }
        }
        return 100;
    }

    @Test
    void endedReservation_isForgottenAfterADay() {
        Checkout checkout = checkout("acme", "1", "ann", "1");
        reserve(checkout, Claim.of(checkout, List.of(DAILY)));
        settle("acme", "1", State.RELEASED);
        clock.advance(LocalLedger.KEPT.plus(Duration.ofMinutes(30)));
        Checkout next = checkout("acme", "2", "ann", "1");
        reserve(next, Claim.of(next, List.of(DAILY)));
        assertThat(settle("acme", "1", State.RELEASED)).isEqualTo(new Settling.Unknown());
    }
}
