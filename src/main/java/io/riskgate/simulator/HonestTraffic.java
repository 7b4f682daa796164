package io.riskgate.simulator;

import io.riskgate.model.Address;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import java.time.Duration;
import java.time.Instant;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Honest shoppers, with all that makes some of them look like fraudsters: they are new, they travel, they retry a
 * payment, they share devices, cards and connections, they furnish a home in one evening and buy gift cards at
 * Christmas.
 */
final class HonestTraffic {

    private static final MonthDay CHRISTMAS_FROM = MonthDay.of(11, 24);
    private static final MonthDay CHRISTMAS_TO = MonthDay.of(12, 24);
    private static final MonthDay VALENTINE_FROM = MonthDay.of(2, 7);
    private static final MonthDay VALENTINE_TO = MonthDay.of(2, 14);
    private static final double HOLIDAY_GIFTS = 3;

    private final Population population;
    private final Identities identities;
    private final List<Device> kiosks;
    private final List<Shopper> vips;
    private final List<Payer> libraries = new ArrayList<>();
    private final Dice dice;

    /**
     * @param kiosks devices that stand in the shop {@link Shop#DEMO} itself
     * @param vips its best customers
     */
    HonestTraffic(
            Population population,
            Identities identities,
            List<Device> kiosks,
            List<Shopper> vips,
            int libraryCount,
            Dice dice) {
        this.population = population;
        this.identities = identities;
        this.kiosks = kiosks;
        this.vips = vips;
        this.dice = dice;
        for (int i = 0; i < libraryCount; i++) {
            String country = Shop.DEMO.country();
            Address address = identities.address(country, dice);
            libraries.add(new Payer(
                    identities.guest(dice),
                    identities.card(country, dice),
                    identities.device(dice),
                    identities.ip(country, dice),
                    address,
                    address));
        }
    }

    /** Adds honest checkouts until the timeline is full. */
    void fill(Timeline timeline) {
        double giftWeight = isHoliday(timeline.span().to()) ? 2.0 * HOLIDAY_GIFTS : 2.0;
        while (!timeline.isFull()) {
            switch (dice.pickWeighted(840, 90, giftWeight * 10, 20, 0.8, 1.2, 2, 0.3, 0.7)) {
                case 0 -> ordinary(timeline);
                case 1 -> newcomer(timeline);
                case 2 -> gifts(timeline);
                case 3 -> travelling(timeline);
                case 4 -> furnishing(timeline);
                case 5 -> atLibrary(timeline);
                case 6 -> atKiosk(timeline);
                case 7 -> giftsForTheStaff(timeline);
                default -> vip(timeline);
            }
        }
    }

    static boolean isHoliday(Instant day) {
        MonthDay date = MonthDay.from(day.atOffset(ZoneOffset.UTC));
        return (!date.isBefore(CHRISTMAS_FROM) && !date.isAfter(CHRISTMAS_TO))
                || (!date.isBefore(VALENTINE_FROM) && !date.isAfter(VALENTINE_TO));
    }

    private void ordinary(Timeline timeline) {
        Instant at = DailyRhythm.moment(timeline.span(), -6, dice);
        Shopper shopper = population.anyAt(at, dice);
        pay(timeline, at, shopper, shopper.usualPayer(identities, dice), shopper.usualBasket(dice));
    }

    private void newcomer(Timeline timeline) {
        Shop shop = Shop.any(dice);
        Instant at = DailyRhythm.moment(timeline.span(), -6, dice);
        Customer customer =
                switch (dice.pickWeighted(45, 30, 25)) {
                    case 0 -> identities.account(minutesBefore(at, 2 + dice.exponential(15)), dice);
                    case 1 -> identities.account(minutesBefore(at, dice.between(60, 7 * 24 * 60)), dice);
                    default -> identities.guest(dice);
                };
        if (dice.chance(0.008)) {
            customer = DisposableMail.hidden(customer, dice);
        }
        Shopper shopper = population.newcomer(customer, shop, dice);
        pay(timeline, at, shopper, shopper.usualPayer(identities, dice), shopper.usualBasket(dice));
    }

    private void gifts(Timeline timeline) {
        Instant at = DailyRhythm.moment(timeline.span(), -6, dice);
        Shopper shopper = population.anyAt(at, dice);
        Address friend = identities.address(shopper.home().country(), dice);
        Payer payer = shopper.usualPayer(identities, dice).shippedTo(friend);
        int value = dice.pick(List.of(15, 25, 25, 30, 50, 50, 75, 100, 150));
        pay(timeline, at, shopper, payer, Basket.giftCards(value, 1 + dice.pickWeighted(75, 18, 7), dice));
    }

    private void travelling(Timeline timeline) {
        Instant at = timeline.span().anyMoment(dice);
        Shopper shopper = population.anyAt(at, dice);
        String abroad = identities.otherCountryThan(shopper.home().country(), dice);
        Payer payer = shopper.usualPayer(identities, dice).with(identities.ip(abroad, dice));
        boolean hasItSentThere = dice.chance(0.15);
        pay(
                timeline,
                at,
                shopper,
                hasItSentThere ? payer.shippedTo(identities.address(abroad, dice)) : payer,
                shopper.usualBasket(dice));
    }

    private void furnishing(Timeline timeline) {
        Instant at = DailyRhythm.moment(timeline.span(), -6, dice);
        Shopper shopper = population.anyAt(at, dice);
        Payer payer = shopper.usualPayer(identities, dice);
        int orders = dice.between(2, 4);
        for (int i = 0; i < orders; i++) {
            Basket basket = Basket.near(dice.logNormal(220, 0.6), shopper.shop(), dice);
            timeline.add(at, Label.HONEST, shopper.shop(), payer, basket);
            at = minutesAfter(at, dice.exponential(45));
        }
    }

    /** A computer that many strangers use, one after the other. */
    private void atLibrary(Timeline timeline) {
        Payer place = dice.pick(libraries);
        Instant at = DailyRhythm.moment(timeline.span(), -6, dice);
        Shopper shopper = population.anyAt(at, dice);
        Payer payer = shopper.usualPayer(identities, dice).with(place.device()).with(place.ip());
        pay(timeline, at, shopper, payer, shopper.usualBasket(dice));
    }

    private void atKiosk(Timeline timeline) {
        Instant at = DailyRhythm.moment(timeline.span(), -6, dice);
        Shopper shopper = population.loyalTo(Shop.DEMO, dice);
        Payer payer =
                shopper.usualPayer(identities, dice).with(dice.pick(kiosks)).with(identities.office(dice));
        pay(timeline, at, shopper, payer, shopper.usualBasket(dice));
    }

    private void giftsForTheStaff(Timeline timeline) {
        Instant at = DailyRhythm.moment(timeline.span(), -6, dice);
        Shopper shopper = population.loyalTo(Shop.DEMO, dice);
        Payer payer = shopper.usualPayer(identities, dice).with(identities.office(dice));
        Basket basket = Basket.giftCards(dice.pick(List.of(20, 25, 50)), dice.between(6, 20), dice);
        timeline.add(at, Label.HONEST, shopper.shop(), payer, basket);
    }

    private void vip(Timeline timeline) {
        Instant at = DailyRhythm.moment(timeline.span(), -6, dice);
        Shopper shopper = dice.pick(vips);
        Basket basket = Basket.near(dice.logNormal(700, 0.8), shopper.shop(), dice);
        timeline.add(at, Label.HONEST, shopper.shop(), shopper.usualPayer(identities, dice), basket);
    }

    /** Pays; now and then the payment has to be tried again, or something was forgotten. */
    private void pay(Timeline timeline, Instant at, Shopper shopper, Payer payer, Basket basket) {
        timeline.add(at, Label.HONEST, shopper.shop(), payer, basket);
        if (dice.chance(0.04)) {
            retry(timeline, at, shopper, payer, basket);
        } else if (dice.chance(0.03)) {
            Instant later = minutesAfter(at, 3 + dice.exponential(90));
            timeline.add(later, Label.HONEST, shopper.shop(), payer, shopper.usualBasket(dice));
        }
    }

    private void retry(Timeline timeline, Instant at, Shopper shopper, Payer payer, Basket basket) {
        int attempts = 1 + dice.pickWeighted(72, 22, 5.5, 0.5);
        Payer trying = payer;
        Instant again = at;
        for (int i = 0; i < attempts; i++) {
            again = again.plus(Duration.ofSeconds((long) (15 + dice.exponential(60))));
            if (dice.chance(0.35)) {
                trying = trying.with(dice.pick(shopper.cards()));
            }
            timeline.add(again, Label.HONEST, shopper.shop(), trying, basket);
        }
    }

    private static Instant minutesBefore(Instant moment, double minutes) {
        return moment.minusMillis((long) (minutes * 60_000));
    }

    private static Instant minutesAfter(Instant moment, double minutes) {
        return moment.plusMillis((long) (minutes * 60_000));
    }
}
