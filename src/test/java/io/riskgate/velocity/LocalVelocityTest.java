package io.riskgate.velocity;

import static io.riskgate.velocity.Shopping.CARD;
import static io.riskgate.velocity.Shopping.DEVICE;
import static io.riskgate.velocity.Shopping.START_MILLIS;
import static io.riskgate.velocity.Shopping.TIER;
import static io.riskgate.velocity.Shopping.checkout;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.model.Checkout;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalVelocityTest {

    private static final VelocityLimits LIMITS = new VelocityLimits(10_000, 100_000, 1_000, 100_000);
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    private final LocalVelocity velocity = new LocalVelocity(LIMITS);

    @Test
    void firstCheckout_seesItself() {
        assertThat(velocity.gather(
                        checkout("acme", "fp-1", START_MILLIS),
                        List.of(
                                Feature.count(CARD, Window.MINUTES_1),
                                Feature.sum(CARD, Window.DAYS_30),
                                Feature.distinct(DEVICE, CARD, Window.MINUTES_1))))
                .containsExactly(1L, new BigDecimal("10.0000"), 1L);
    }

    @Test
    void checkoutWithoutTheValue_isInNoGroup() {
        List<Feature> features = List.of(
                Feature.count(CARD, Window.MINUTES_1),
                Feature.sum(CARD, Window.MINUTES_1),
                Feature.distinct(DEVICE, CARD, Window.MINUTES_1));
        velocity.gather(checkout("acme", "fp-1", START_MILLIS), features);

        Number[] values = velocity.gather(checkout("acme", null, START_MILLIS), features);

        assertThat(values[0]).isEqualTo(0L);
        assertThat((BigDecimal) values[1]).isEqualByComparingTo("0");
        assertThat(values[2]).isEqualTo(0L);
    }

    @Test
    void checkoutExactlyOneWindowAgo_isOut() {
        for (Window window : Window.values()) {
            LocalVelocity fresh = new LocalVelocity(LIMITS);
            fresh.gather(checkout("acme", "fp-1", START_MILLIS), List.of());
            List<Feature> features = List.of(Feature.count(CARD, window));

            assertThat(fresh.peek(checkout("acme", "fp-1", START_MILLIS + window.millis() - 1), features, true))
                    .as(window.label())
                    .containsExactly(1L);
            assertThat(fresh.peek(checkout("acme", "fp-1", START_MILLIS + window.millis()), features, true))
                    .as(window.label())
                    .containsExactly(0L);
        }
    }

    @Test
    void merchants_doNotMix() {
        List<Feature> features = List.of(
                Feature.count(CARD, Window.HOURS_1),
                Feature.sum(CARD, Window.HOURS_1),
                Feature.distinct(DEVICE, CARD, Window.HOURS_1));
        for (int i = 0; i < 5; i++) {
            velocity.gather(checkout("acme", "fp-1", "d-" + i, START_MILLIS, "7", "USD"), features);
        }

        assertThat(velocity.gather(checkout("bolt", "fp-1", "d-9", START_MILLIS, "1", "USD"), features))
                .containsExactly(1L, new BigDecimal("1.0000"), 1L);
    }

    @Test
    void sum_isOfThePresentCurrency_countOfAll() {
        List<Feature> features = List.of(Feature.count(CARD, Window.HOURS_1), Feature.sum(CARD, Window.HOURS_1));
        velocity.gather(checkout("acme", "fp-1", "d", START_MILLIS, "100", "EUR"), features);
        velocity.gather(checkout("acme", "fp-1", "d", START_MILLIS, "0.3333", "USD"), features);

        assertThat(velocity.gather(checkout("acme", "fp-1", "d", START_MILLIS, "0.3333", "USD"), features))
                .containsExactly(3L, new BigDecimal("0.6666"));
    }

    @Test
    void currencyBeyondTheLimit_isCounted_andItsSumIsThePresentAmount() {
        List<Feature> features = List.of(Feature.count(CARD, Window.HOURS_1), Feature.sum(CARD, Window.HOURS_1));
        for (int i = 0; i < Group.CURRENCIES_MAX + 1; i++) {
            velocity.gather(checkout("acme", "fp-1", "d", START_MILLIS, "5", "C" + i), features);
        }

        assertThat(velocity.gather(checkout("acme", "fp-1", "d", START_MILLIS, "3", "C8"), features))
                .containsExactly(10L, new BigDecimal("3.0000"));
        assertThat(velocity.gather(checkout("acme", "fp-1", "d", START_MILLIS, "3", "C7"), features))
                .containsExactly(11L, new BigDecimal("8.0000"));
    }

    @Test
    void currencyBeyondTheLimit_takesThePlaceOfOneUnusedFor30Days() {
        List<Feature> features = List.of(Feature.sum(CARD, Window.DAYS_30));
        for (int i = 0; i < Group.CURRENCIES_MAX; i++) {
            velocity.gather(checkout("acme", "fp-1", "d", START_MILLIS + i * DAY, "5", "C" + i), features);
        }

        long later = START_MILLIS + 30 * DAY;
        velocity.gather(checkout("acme", "fp-1", "d", later, "3", "NEW"), features);

        assertThat(velocity.gather(checkout("acme", "fp-1", "d", later, "3", "NEW"), features))
                .containsExactly(new BigDecimal("6.0000"));
    }

    @Test
    void sumThatExceedsALong_staysAtItsLargest() {
        Timeline timeline = new Timeline();
        timeline.add(START_MILLIS, Long.MAX_VALUE - 1);
        timeline.add(START_MILLIS, 2);
        timeline.add(START_MILLIS + 5_000, 2);

        assertThat(timeline.sum(START_MILLIS + 5_000, MINUTE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void attributeGroup_countsFromWhenItIsAskedFor_onceForEachCheckout() {
        List<Feature> twice = List.of(
                Feature.count(TIER, Window.HOURS_1),
                Feature.sum(TIER, Window.HOURS_1),
                Feature.count(TIER, Window.HOURS_24));
        velocity.gather(checkout("acme", "fp-1", START_MILLIS), List.of());
        velocity.gather(checkout("acme", "fp-1", START_MILLIS), twice);

        assertThat(velocity.gather(checkout("acme", "fp-1", START_MILLIS), twice))
                .containsExactly(2L, new BigDecimal("20.0000"), 2L);
    }

    @Test
    void fixedGroup_hasItsHistory_whenItIsAskedForLater() {
        velocity.gather(checkout("acme", "fp-1", START_MILLIS), List.of());

        assertThat(velocity.gather(
                        checkout("acme", "fp-1", START_MILLIS), List.of(Feature.count(CARD, Window.MINUTES_1))))
                .containsExactly(2L);
    }

    @Test
    void lateCheckout_isCountedInItsPlace_andDoesNotSeeWhatCameLater() {
        List<Feature> features = List.of(Feature.count(CARD, Window.HOURS_1));
        velocity.gather(checkout("acme", "fp-1", START_MILLIS), features);
        velocity.gather(checkout("acme", "fp-1", START_MILLIS + 2 * DAY), features);

        assertThat(velocity.gather(checkout("acme", "fp-1", START_MILLIS + 10 * MINUTE), features))
                .containsExactly(2L);
        assertThat(velocity.peek(checkout("acme", "fp-1", START_MILLIS + 59 * MINUTE), features, true))
                .containsExactly(2L);
        assertThat(velocity.peek(checkout("acme", "fp-1", START_MILLIS + 2 * DAY), features, true))
                .containsExactly(1L);
    }

    @Test
    void checkout30DaysLate_isIgnored() {
        List<Feature> features =
                List.of(Feature.count(CARD, Window.DAYS_30), Feature.distinct(DEVICE, CARD, Window.DAYS_30));
        velocity.gather(checkout("acme", "fp-1", "d-1", START_MILLIS, "1", "USD"), features);

        velocity.gather(checkout("acme", "fp-1", "d-2", START_MILLIS - 30 * DAY, "1", "USD"), features);
        velocity.gather(checkout("acme", "fp-1", "d-3", START_MILLIS - 30 * DAY + 1, "1", "USD"), features);

        assertThat(velocity.peek(checkout("acme", "fp-1", START_MILLIS), features, true))
                .containsExactly(2L, 2L);
    }

    @Test
    void distinct_staysAtItsLimit_andForgetsTheLongestUnseen() {
        LocalVelocity small = new LocalVelocity(new VelocityLimits(10_000, 100_000, 3, 100));
        List<Feature> features = List.of(Feature.distinct(DEVICE, CARD, Window.HOURS_1));
        List<Number> answers = new ArrayList<>();
        for (String device : List.of("a", "b", "c", "a", "d", "a", "b")) {
            answers.add(small.gather(checkout("acme", "fp-1", device, START_MILLIS, "1", "USD"), features)[0]);
        }

        assertThat(answers).containsExactly(1L, 2L, 3L, 3L, 3L, 3L, 3L);
    }

    @Test
    void groups_areBounded_andTheLongestWithoutACheckoutIsForgotten() {
        LocalVelocity small = new LocalVelocity(new VelocityLimits(30, 100_000, 10, 100));
        List<Feature> features = List.of(Feature.count(CARD, Window.DAYS_30));
        for (int i = 0; i < 1_000; i++) {
            small.gather(checkout("acme", "fp-" + i, START_MILLIS + i), features);
            small.gather(checkout("acme", "regular", START_MILLIS + i), features);
            assertThat(small.groups()).isLessThanOrEqualTo(30);
        }

        assertThat(small.groups()).isEqualTo(30);
        assertThat(small.peek(checkout("acme", "regular", START_MILLIS + 1_000), features, true))
                .containsExactly(1_000L);
        assertThat(small.peek(checkout("acme", "fp-0", START_MILLIS + 1_000), features, true))
                .containsExactly(0L);
        assertThat(small.peek(checkout("acme", "fp-999", START_MILLIS + 1_000), features, true))
                .containsExactly(1L);
    }

    @Test
    void groupThatIsOnlyRead_isForgottenAllTheSame() {
        LocalVelocity small = new LocalVelocity(new VelocityLimits(30, 100_000, 10, 100));
        List<Feature> features = List.of(Feature.count(CARD, Window.DAYS_30));
        small.gather(checkout("acme", "watched", START_MILLIS), features);
        for (int i = 0; i < 100; i++) {
            small.gather(checkout("acme", "fp-" + i, START_MILLIS), List.of());
            small.peek(checkout("acme", "watched", START_MILLIS), features, true);
        }

        assertThat(small.peek(checkout("acme", "watched", START_MILLIS), features, true))
                .containsExactly(0L);
    }

    @Test
    void cellsAndDistinctValues_areBoundedInTotal() {
        LocalVelocity small = new LocalVelocity(new VelocityLimits(1_000_000, VelocityLimits.CELLS_MIN, 50, 200));
        List<Feature> features = List.of(Feature.distinct(DEVICE, CARD, Window.DAYS_30));
        for (int i = 0; i < 20_000; i++) {
            small.gather(
                    checkout("m-" + i % 7, "fp-" + i % 31, "d-" + i % 101, START_MILLIS + i * 7_001L, "1", "USD"),
                    features);
            assertThat(small.cells()).isLessThanOrEqualTo(VelocityLimits.CELLS_MIN);
            assertThat(small.distinctValues()).isLessThanOrEqualTo(200);
        }

        assertThat(small.cells()).isGreaterThan(VelocityLimits.CELLS_MIN / 2);
        assertThat(small.distinctValues()).isGreaterThan(100);
    }

    @Test
    void read_changesNothing() {
        List<Feature> features = List.of(
                Feature.count(CARD, Window.HOURS_1),
                Feature.sum(TIER, Window.HOURS_1),
                Feature.distinct(DEVICE, CARD, Window.HOURS_1));
        Checkout checkout = checkout("acme", "fp-1", START_MILLIS);
        Number[] gathered = velocity.gather(checkout, features);

        assertThat(velocity.peek(checkout, features, true)).containsExactly(gathered);
        assertThat(velocity.peek(checkout, features, true)).containsExactly(gathered);
        assertThat(velocity.groups()).isEqualTo(4);
    }
}
