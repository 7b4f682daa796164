package io.riskgate.backtest;

import static io.riskgate.backtest.BacktestFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.fixture.Checkouts;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.SettlementEntry;
import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.model.Reservation;
import io.riskgate.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettlementTimesTest {

    private static final Instant OCCURRED = Checkouts.NOON;

    private final SettlementTimes times = new SettlementTimes();

    private static JournalEntry decided(String id, Instant at, boolean reserves) {
        Checkout checkout = Checkouts.checkout("acme", id);
        Reservation reservation = reserves ? new Reservation(at.plusSeconds(60), List.of()) : null;
        Decision decision = new Decision(
                id, "acme", Verdict.APPROVE, 0, List.of(), List.of(), List.of(), List.of(), 100, reservation);
        return new JournalEntry(at, checkout, decision, true, 0, 0);
    }

    private Instant settled(String id, Instant at) {
        return times.at(new SettlementEntry(at, "acme", id, true));
    }

    @Test
    void settlement_isAsLongAfterItsCheckoutAsAfterTheDecision() {
        times.decided(decided("1", START, true));
        assertThat(settled("1", START.plusSeconds(3))).isEqualTo(OCCURRED.plusSeconds(3));
    }

    @Test
    void clockThatWasSetBack_putsNoSettlementBeforeItsCheckout() {
        times.decided(decided("1", START, true));
        assertThat(settled("1", START.minus(Duration.ofHours(1)))).isEqualTo(OCCURRED);
    }

    @Test
    void whatIsRemembered_isBoundedAndEndsWithTheSettlement() {
        times.decided(decided("no reservation", START, false));
        times.decided(decided("first", START, true));
        times.decided(decided("second", START, true));
        for (int i = 2; i < SettlementTimes.OPEN_MAX; i++) {
            times.decided(decided("more-" + i, START, true));
        }
        assertThat(settled("no reservation", START)).isEqualTo(START);
        times.decided(decided("one too many", START, true));
        assertThat(settled("first", START)).isEqualTo(START);
        assertThat(settled("second", START)).isEqualTo(OCCURRED);
        assertThat(settled("second", START)).isEqualTo(START);
    }
}
