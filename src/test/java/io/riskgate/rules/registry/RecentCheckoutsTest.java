package io.riskgate.rules.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.rules.registry.RecentCheckouts.Excess;
import io.riskgate.store.RollbackLimits;
import io.riskgate.trial.Tally;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentCheckoutsTest {

    private final RecentCheckouts recent = new RecentCheckouts(new RollbackLimits(0.1, 0.02, 500L, 100));

    private static Tally tally(long checkouts, long declined) {
        return new Tally(checkouts, declined, 0, 0);
    }

    @Test
    void tooFewCheckouts_sayNothing() {
        assertThat(recent.look(Tally.NONE)).isEmpty();
        assertThat(recent.look(tally(99, 99))).isEmpty();
        assertThat(recent.look(tally(100, 100))).map(Excess::kind).contains("decline_rate");
    }

    @Test
    void limit_mayBeReachedButNotPassed() {
        assertThat(recent.look(tally(100, 10))).isEmpty();
        assertThat(recent.look(tally(101, 11))).map(Excess::kind).contains("decline_rate");
    }

    @Test
    void lastCheckouts_countHoweverGoodTheOnesBeforeWere() {
        for (int looks = 1; looks <= 1_000; looks++) {
            assertThat(recent.look(tally(looks * 10L, 0))).isEmpty();
        }
        assertThat(recent.look(tally(10_000 + 125, 12))).isEmpty();
        assertThat(recent.look(tally(10_000 + 150, 30)))
                .contains(
                        new Excess(
                                "decline_rate",
                                "30 of its last 160 checkouts (18.8 %) were declined, or would have been, where at most 10.0 % may"));
    }

    @Test
    void checkoutsThatAreLongPast_countNoMore() {
        assertThat(recent.look(new Tally(90, 0, 50, 0))).isEmpty();
        for (int looks = 1; looks <= 20; looks++) {
            Optional<Excess> excess = recent.look(new Tally(90 + looks * 25L, 0, 50, 0));
            assertThat(excess.isPresent()).as("after %d more", looks * 25).isEqualTo(looks <= 3);
        }
    }

    @Test
    void everyLimit_isLookedAt() {
        assertThat(recent.look(new Tally(200, 20, 4, 2))).isEmpty();
        assertThat(new RecentCheckouts(new RollbackLimits(null, 0.0, null, 1)).look(new Tally(1, 1, 0, 1)))
                .isEmpty();
        assertThat(new RecentCheckouts(new RollbackLimits(null, 0.0, null, 1)).look(new Tally(1, 1, 1, 1)))
                .map(Excess::kind)
                .contains("error_rate");
        assertThat(new RecentCheckouts(new RollbackLimits(null, null, 500L, 100)).look(new Tally(200, 200, 200, 3)))
                .contains(
                        new Excess(
                                "p99",
                                "3 of its last 200 checkouts (1.5 %) took its rules longer than 500 microseconds, where at most 1.0 % may"));
    }
}
