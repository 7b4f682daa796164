package io.riskgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.model.Checkout;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DaySimulatorTest {

    private static final Instant NOW = Instant.parse("2026-05-20T15:00:00Z");
    private static final SimulatedDay DAY = DaySimulator.simulate(new DayPlan(7, 20_000, NOW));

    @Test
    void same_seed_makes_the_same_day_byte_for_byte() {
        SimulatedDay again = DaySimulator.simulate(new DayPlan(7, 20_000, NOW));

        assertThat(bytes(again)).isEqualTo(bytes(DAY));
        assertThat(again).isEqualTo(DAY);
    }

    @Test
    void another_seed_makes_another_day() {
        SimulatedDay other = DaySimulator.simulate(new DayPlan(8, 20_000, NOW));

        List<String> devices = devices(DAY);
        assertThat(devices(other)).doesNotContainAnyElementsOf(devices.subList(0, 100));
    }

    @Test
    void day_has_as_many_checkouts_as_planned_and_a_few_of_a_hundred_are_attacks() {
        assertThat(DAY.checkouts()).hasSize(20_000);
        assertThat(DAY.attackCheckouts()).isBetween(600L, 900L);
    }

    @Test
    void every_attack_comes_in_a_small_day_too() {
        SimulatedDay small = DaySimulator.simulate(new DayPlan(1, DayPlan.CHECKOUTS_MIN, NOW));

        assertThat(small.checkouts()).hasSize(DayPlan.CHECKOUTS_MIN);
        for (SimulatedDay day : List.of(small, DAY)) {
            assertThat(day.checkouts().stream().map(LabelledCheckout::label)).contains(Label.values());
        }
    }

    @Test
    void checkouts_come_in_order_of_time_within_their_span() {
        assertThat(times(DAY.checkouts())).isSorted().allMatch(new Span(NOW.minus(Duration.ofDays(1)), NOW)::contains);
        assertThat(times(DAY.history()))
                .isSorted()
                .allMatch(new Span(NOW.minus(Duration.ofDays(29)), NOW.minus(Duration.ofDays(1)))::contains);
    }

    @Test
    void ids_are_unique_and_differ_from_those_of_another_run() {
        List<String> ids = Stream.concat(DAY.history().stream(), DAY.checkouts().stream())
                .map(labelled -> labelled.checkout().id())
                .toList();
        SimulatedDay later = DaySimulator.simulate(new DayPlan(7, DayPlan.CHECKOUTS_MIN, NOW.plusSeconds(1)));

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(later.checkouts())
                .noneMatch(labelled -> ids.contains(labelled.checkout().id()));
    }

    @Test
    void checkouts_are_ones_that_a_shop_could_send() {
        for (LabelledCheckout labelled : DAY.checkouts()) {
            Checkout checkout = labelled.checkout();
            assertThat(checkout.amount()).isPositive();
            assertThat(checkout.amount().scale()).isEqualTo(2);
            assertThat(checkout.currency()).isIn("USD", "EUR");
            assertThat(checkout.items()).isNotEmpty();
            Instant createdAt = checkout.customer().createdAt();
            assertThat(createdAt == null || createdAt.isBefore(checkout.occurredAt()))
                    .isTrue();
        }
    }

    @Test
    void people_shop_less_at_night() {
        long night = shoppingAt(DAY, 9);
        long evening = shoppingAt(DAY, 1);

        assertThat(night * 4).isLessThan(evening);
    }

    @Test
    void plan_refuses_a_day_out_of_bounds() {
        assertThatThrownBy(() -> new DayPlan(1, DayPlan.CHECKOUTS_MAX + 1, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("checkouts");
    }

    /** Honest checkouts of the demonstration shop, most of whose customers live five to eight hours behind UTC. */
    private static long shoppingAt(SimulatedDay day, int utcHour) {
        return day.checkouts().stream()
                .filter(labelled -> labelled.label() == Label.HONEST)
                .filter(labelled -> labelled.checkout().merchantId().equals("demo"))
                .filter(labelled -> labelled.checkout()
                                .occurredAt()
                                .atOffset(ZoneOffset.UTC)
                                .getHour()
                        == utcHour)
                .count();
    }

    private static List<Instant> times(List<LabelledCheckout> checkouts) {
        return checkouts.stream()
                .map(labelled -> labelled.checkout().occurredAt())
                .toList();
    }

    private static List<String> devices(SimulatedDay day) {
        return day.checkouts().stream()
                .map(labelled -> labelled.checkout().device().id())
                .distinct()
                .toList();
    }

    private static byte[] bytes(SimulatedDay day) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (LabelledCheckout labelled : day.checkouts()) {
            bytes.writeBytes(labelled.label().code().getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(CheckoutJson.write(labelled.checkout()));
        }
        return bytes.toByteArray();
    }
}
