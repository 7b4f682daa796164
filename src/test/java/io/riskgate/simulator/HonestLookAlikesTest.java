package io.riskgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.model.Checkout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Honest traffic holds what rules are tempted by; without it, false positives would be zero and say nothing. */
class HonestLookAlikesTest {

    private static final SimulatedDay DAY =
            DaySimulator.simulate(new DayPlan(11, 20_000, Instant.parse("2026-05-20T15:00:00Z")));
    private static final List<Checkout> HONEST = DAY.checkouts().stream()
            .filter(labelled -> labelled.label() == Label.HONEST)
            .map(LabelledCheckout::checkout)
            .toList();

    @Test
    void honest_people_buy_gift_cards() {
        assertThat(count(HonestLookAlikesTest::hasGiftCard)).isGreaterThan(150);
        assertThat(count(checkout -> hasGiftCard(checkout) && checkout.amount().intValue() >= 150))
                .isGreaterThan(15);
    }

    @Test
    void honest_people_open_accounts_and_buy_at_once() {
        assertThat(count(checkout -> ageDays(checkout) < 1)).isGreaterThan(500);
        assertThat(count(checkout -> checkout.customer().id() == null)).isGreaterThan(200);
    }

    @Test
    void honest_people_pay_with_foreign_cards_on_old_and_new_accounts() {
        Predicate<Checkout> foreign = checkout ->
                !Objects.equals(checkout.card().country(), checkout.billing().country());

        assertThat(count(foreign)).isGreaterThan(150);
        assertThat(count(foreign.and(checkout -> ageDays(checkout) < 3))).isGreaterThan(10);
    }

    @Test
    void honest_people_travel_and_connect_from_abroad() {
        assertThat(count(checkout -> !Objects.equals(
                        checkout.ip().country(), checkout.billing().country())))
                .isGreaterThan(200);
    }

    @Test
    void honest_people_spend_a_lot_also_on_young_accounts() {
        assertThat(count(checkout -> checkout.amount().intValue() >= 600)).isGreaterThan(50);
        assertThat(count(checkout -> checkout.amount().intValue() >= 400 && ageDays(checkout) < 7))
                .isGreaterThan(5);
    }

    @Test
    void honest_people_make_tiny_payments() {
        assertThat(count(checkout -> checkout.amount().intValue() < 5)).isGreaterThan(100);
    }

    @Test
    void honest_people_use_throw_away_mailboxes() {
        assertThat(count(checkout -> "mailinator.com".equals(checkout.customer().getEmailDomain())
                        || "yopmail.com".equals(checkout.customer().getEmailDomain())))
                .isPositive();
    }

    @Test
    void families_share_devices_and_cards() {
        assertThat(mostDifferent(c -> c.device().id(), c -> c.card().fingerprint()))
                .isGreaterThanOrEqualTo(3);
        assertThat(mostDifferent(c -> c.card().fingerprint(), c -> c.customer().email()))
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void offices_and_carriers_put_many_behind_one_address() {
        assertThat(mostDifferent(c -> c.ip().address(), c -> c.customer().email()))
                .isGreaterThan(50);
    }

    @Test
    void honest_people_retry_a_payment_within_minutes() {
        Map<String, List<Instant>> byCard = new HashMap<>();
        for (Checkout checkout : HONEST) {
            byCard.computeIfAbsent("" + checkout.card().fingerprint(), card -> new ArrayList<>())
                    .add(checkout.occurredAt());
        }

        assertThat(byCard.values())
                .anyMatch(times -> times.size() >= 3
                        && Duration.between(times.getFirst(), times.get(2)).toMinutes() < 10);
    }

    @Test
    void an_honest_household_has_inherited_a_blocked_address() {
        NamedList blocked = DAY.lists().stream()
                .filter(list -> list.name().equals("blocked_ips"))
                .findFirst()
                .orElseThrow();
        Set<String> ofAttackers = new HashSet<>();
        DAY.checkouts().stream()
                .filter(labelled -> labelled.label() != Label.HONEST)
                .forEach(labelled ->
                        ofAttackers.add("" + labelled.checkout().ip().address()));

        assertThat(blocked.values()).anyMatch(address -> !ofAttackers.contains(address));
    }

    @Test
    void more_gift_cards_are_bought_before_holidays() {
        SimulatedDay christmas = DaySimulator.simulate(new DayPlan(11, 20_000, Instant.parse("2026-12-20T15:00:00Z")));

        long gifts = christmas.checkouts().stream()
                .filter(labelled -> labelled.label() == Label.HONEST)
                .filter(labelled -> hasGiftCard(labelled.checkout()))
                .count();

        assertThat(gifts).isGreaterThan(2 * count(HonestLookAlikesTest::hasGiftCard));
    }

    private static long count(Predicate<Checkout> condition) {
        return HONEST.stream().filter(condition).count();
    }

    private static boolean hasGiftCard(Checkout checkout) {
        return checkout.items().stream().anyMatch(item -> Category.GIFT_CARD.equals(item.category()));
    }

    private static long ageDays(Checkout checkout) {
        Long days = checkout.getAccountAgeDays();
        return days == null ? Long.MAX_VALUE : days;
    }

    private static int mostDifferent(
            Function<Checkout, @Nullable String> by, Function<Checkout, @Nullable String> what) {
        Map<String, Set<String>> groups = new HashMap<>();
        for (Checkout checkout : HONEST) {
            groups.computeIfAbsent("" + by.apply(checkout), group -> new HashSet<>())
                    .add("" + what.apply(checkout));
        }
        return groups.values().stream().mapToInt(Set::size).max().orElse(0);
    }
}
