package io.riskgate.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.SettableClock;
import io.riskgate.limits.Settling.Settled;
import io.riskgate.limits.Settling.State;
import io.riskgate.limits.Settling.Unknown;
import io.riskgate.model.Checkout;
import io.riskgate.model.Customer;
import io.riskgate.model.Verdict;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Units;
import io.riskgate.velocity.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every ledger does, whether a shard owns it or nodes share it. */
public abstract class LedgerContract {

    protected static final Limit DAILY = limit("daily", "customer", "100", Window.HOURS_24, Duration.ofMinutes(30));

    protected final SettableClock clock = new SettableClock(Checkouts.NOON);

    /** Looks what counts, reserves where it fits, and says what counted before. */
    protected abstract List<Exposure> reserve(Checkout checkout, List<Claim> claims);

    protected abstract void undo(String merchantId, String id);

    protected abstract Settling settle(String merchantId, String id, State wanted);

    public static Limit limit(String name, String by, String amount, Window window, Duration hold) {
        return limit(name, by, amount, window, hold, Verdict.DECLINE);
    }

    private static Limit limit(
            String name, String by, String amount, Window window, Duration hold, Verdict onExceeded) {
        return new Limit(
                Limit.PLATFORM,
                name,
                new Dimension(by),
                Units.of(new BigDecimal(amount)),
                "USD",
                window,
                hold.toMillis(),
                onExceeded);
    }

    /** A checkout that differs in what limits look at. */
    public static Checkout checkout(String merchantId, String id, String customer, String amount) {
        Checkout other = Checkouts.checkout(merchantId, id);
        return new Checkout(
                id,
                merchantId,
                other.occurredAt(),
                new BigDecimal(amount),
                "USD",
                new Customer(customer, null, null, null),
                other.card(),
                other.device(),
                other.ip(),
                other.billing(),
                other.shipping(),
                other.items(),
                other.attributes());
    }

    private List<Exposure> reserve(String merchantId, String id, String customer, String amount, Limit... limits) {
        Checkout checkout = checkout(merchantId, id, customer, amount);
        return reserve(checkout, Claim.of(checkout, List.of(limits)));
    }

    private String available(String merchantId, String customer, Limit limit) {
        // A checkout of nothing reserves nothing.
        return reserve(merchantId, "look", customer, "0", limit)
                .getFirst()
                .available()
                .stripTrailingZeros()
                .toPlainString();
    }

    @Test
    void reservedAmount_isNoLongerAvailable() {
        assertThat(available("acme", "ann", DAILY)).isEqualTo("100");
        reserve("acme", "1", "ann", "60", DAILY);
        assertThat(available("acme", "ann", DAILY)).isEqualTo("40");
        assertThat(available("acme", "bob", DAILY)).isEqualTo("100");
        assertThat(available("other", "ann", DAILY)).isEqualTo("100");
    }

    @Test
    void amountThatDoesNotFit_reservesNothing() {
        reserve("acme", "1", "ann", "60", DAILY);
        List<Exposure> exposures = reserve("acme", "2", "ann", "40.01", DAILY);
        assertThat(exposures.getFirst().fits(Units.of(new BigDecimal("40.01")))).isFalse();
        assertThat(exposures.getFirst().isUnknown(Units.of(new BigDecimal("40.01"))))
                .isFalse();
        assertThat(available("acme", "ann", DAILY)).isEqualTo("40");
        reserve("acme", "3", "ann", "40", DAILY);
        assertThat(available("acme", "ann", DAILY)).isEqualTo("0");
        assertThat(settle("acme", "2", State.CONFIRMED)).isEqualTo(new Unknown());
    }

    @Test
    void releasedAmount_isAvailableAtOnce() {
        reserve("acme", "1", "ann", "60", DAILY);
        assertThat(settle("acme", "1", State.RELEASED))
                .isEqualTo(new Settled(State.RELEASED, List.of(claim().held()), false));
        assertThat(available("acme", "ann", DAILY)).isEqualTo("100");
    }

    private static Claim claim() {
        return new Claim(DAILY, "ann");
    }

    @Test
    void expiredAmount_isAvailableAtOnce() {
        reserve("acme", "1", "ann", "60", DAILY);
        clock.advance(Duration.ofMinutes(30).minusMillis(1));
        assertThat(available("acme", "ann", DAILY)).isEqualTo("40");
        clock.advance(Duration.ofMillis(1));
        assertThat(available("acme", "ann", DAILY)).isEqualTo("100");
        assertThat(settle("acme", "1", State.CONFIRMED))
                .isEqualTo(new Settled(State.EXPIRED, List.of(claim().held()), true));
        assertThat(available("acme", "ann", DAILY)).isEqualTo("100");
    }

    @Test
    void confirmedAmount_countsForTheWindowFromItsConfirmation() {
        reserve("acme", "1", "ann", "60", DAILY);
        clock.advance(Duration.ofMinutes(10));
        settle("acme", "1", State.CONFIRMED);
        clock.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(available("acme", "ann", DAILY)).isEqualTo("40");
        clock.advance(Duration.ofMillis(1));
        assertThat(available("acme", "ann", DAILY)).isEqualTo("100");
    }

    @Test
    void settlingAgain_isAnsweredAsTheFirstTime() {
        reserve("acme", "1", "ann", "60", DAILY);
        settle("acme", "1", State.CONFIRMED);
        Settled again = new Settled(State.CONFIRMED, List.of(claim().held()), true);
        assertThat(settle("acme", "1", State.CONFIRMED)).isEqualTo(again);
        assertThat(settle("acme", "1", State.RELEASED)).isEqualTo(again);
        assertThat(available("acme", "ann", DAILY)).isEqualTo("40");
        assertThat(settle("other", "1", State.RELEASED)).isEqualTo(new Unknown());
    }

    @Test
    void sameId_reservesOnce() {
        reserve("acme", "1", "ann", "60", DAILY);
        reserve("acme", "1", "ann", "60", DAILY);
        assertThat(available("acme", "ann", DAILY)).isEqualTo("40");
    }

    @Test
    void undone_isAsIfItHadNeverBeen() {
        reserve("acme", "1", "ann", "60", DAILY);
        undo("acme", "1");
        assertThat(available("acme", "ann", DAILY)).isEqualTo("100");
        assertThat(settle("acme", "1", State.CONFIRMED)).isEqualTo(new Unknown());
        reserve("acme", "1", "ann", "70", DAILY);
        assertThat(available("acme", "ann", DAILY)).isEqualTo("30");
    }

    @Test
    void severalLimits_holdAllOrWhatTheSternOnesAllow() {
        Limit stern = limit("stern", "customer", "50", Window.HOURS_1, Duration.ofMinutes(5));
        Limit mild = limit("mild", "merchant", "80", Window.HOURS_1, Duration.ofMinutes(10), Verdict.REVIEW);
        reserve("acme", "1", "ann", "50", stern, mild);
        assertThat(available("acme", "ann", stern)).isEqualTo("0");
        assertThat(available("acme", "ann", mild)).isEqualTo("30");
        // Beyond the mild limit: still reserved under the stern one.
        reserve("acme", "2", "bob", "40", stern, mild);
        assertThat(available("acme", "bob", stern)).isEqualTo("10");
        assertThat(available("acme", "bob", mild)).isEqualTo("30");
        // Beyond the stern one: nothing is reserved.
        reserve("acme", "3", "bob", "20", stern, mild);
        assertThat(available("acme", "bob", mild)).isEqualTo("30");
        // Together they hold as long as the shorter of the two.
        clock.advance(Duration.ofMinutes(5));
        assertThat(available("acme", "ann", mild)).isEqualTo("80");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomOperations_areWhatANaiveLedgerDoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Limit> limits = List.of(
                DAILY,
                limit("short", "customer", "70.5", Window.MINUTES_5, Duration.ofSeconds(40)),
                limit("all", "merchant", "250", Window.HOURS_1, Duration.ofMinutes(2), Verdict.REVIEW));
        NaiveLedger naive = new NaiveLedger();
        List<String> differences = new ArrayList<>();
        int held = 0;
        for (int i = 0; i < 600; i++) {
            clock.advance(Duration.ofMillis(random.nextInt(60_000)));
            String id = "c-" + random.nextInt(Math.max(0, i - 12), i + 1);
            if (random.nextInt(3) == 0) {
                State wanted = random.nextBoolean() ? State.CONFIRMED : State.RELEASED;
                State expected = naive.settle("acme", id, wanted, clock.millis());
                Settling actual = settle("acme", id, wanted);
                State state = actual instanceof Settled settled ? settled.state() : null;
                if (state != expected) {
                    differences.add(i + ": settled " + state + ", not " + expected);
                }
            } else {
                Checkout checkout = checkout(
                        "acme",
                        "c-" + i,
                        "customer-" + random.nextInt(3),
                        BigDecimal.valueOf(random.nextInt(4_000), 2).toPlainString());
                List<Claim> claims = Claim.of(checkout, limits);
                List<Long> expected = claims.stream()
                        .map(claim -> naive.used("acme", claim, clock.millis()))
                        .toList();
                long units = Units.of(checkout.amount());
                if (units > 0) {
                    naive.reserve("acme", checkout.id(), claims, units, clock.millis());
                }
                List<Exposure> exposures = reserve(checkout, claims);
                held += Exposure.held(exposures, units).size();
                List<Long> actual = exposures.stream().map(Exposure::usedUnits).toList();
                if (!actual.equals(expected)) {
                    differences.add(i + ": " + actual + " counted, not " + expected);
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(held).isGreaterThan(100);
    }
}
