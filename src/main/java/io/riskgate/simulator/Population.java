package io.riskgate.simulator;

import io.riskgate.model.Address;
import io.riskgate.model.Card;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The honest customers of the shops, in households that share an address, a connection, and often a device and a card.
 */
final class Population {

    private static final double FOREIGN_CARDS = 0.015;
    private static final double YOUNG_ACCOUNTS = 0.10;
    private static final int ACCOUNT_AGE_DAYS_MAX = 1_800;

    private final List<Shopper> shoppers;
    private final Identities identities;
    private final Instant now;

    Population(int size, Instant now, Identities identities, Dice dice) {
        this.identities = identities;
        this.now = now;
        this.shoppers = new ArrayList<>(size);
        while (shoppers.size() < size) {
            shoppers.addAll(household(dice));
        }
    }

    /** One of those who had an account at that moment, as often as they shop. */
    Shopper anyAt(Instant moment, Dice dice) {
        while (true) {
            Shopper shopper = dice.pick(shoppers);
            if (dice.chance(shopper.activity()) && shopper.hasAccountAt(moment)) {
                return shopper;
            }
        }
    }

    /** One who has been the shop's customer for at least half a year. */
    Shopper loyalTo(Shop shop, Dice dice) {
        Instant halfAYearAgo = now.minus(Duration.ofDays(180));
        while (true) {
            Shopper shopper = dice.pick(shoppers);
            if (shopper.shop().equals(shop) && shopper.hasAccountAt(halfAYearAgo)) {
                return shopper;
            }
        }
    }

    /** Somebody whom the shop has not seen before, with or without an account. */
    Shopper newcomer(Customer customer, Shop shop, Dice dice) {
        String country = identities.countryFor(shop, dice);
        String cardCountry = dice.chance(FOREIGN_CARDS * 2) ? identities.otherCountryThan(country, dice) : country;
        return new Shopper(
                customer,
                shop,
                List.of(identities.card(cardCountry, dice), identities.card(country, dice)),
                List.of(identities.device(dice)),
                identities.ip(country, dice),
                identities.address(country, dice),
                List.of(shop.anyCategory(dice)),
                utcOffsetHours(shop, dice),
                1);
    }

    private List<Shopper> household(Dice dice) {
        Shop shop = Shop.any(dice);
        String country = identities.countryFor(shop, dice);
        String cardCountry = dice.chance(FOREIGN_CARDS) ? identities.otherCountryThan(country, dice) : country;
        Address home = identities.address(country, dice);
        Ip homeIp = identities.ip(country, dice);
        int utcOffsetHours = utcOffsetHours(shop, dice);
        int members = 1 + dice.pickWeighted(35, 33, 15, 12, 5);
        List<Card> sharedCards = cards(dice.between(0, 2), cardCountry, dice);
        List<Device> sharedDevices = devices(dice.between(0, 2), dice);
        List<Shopper> household = new ArrayList<>(members);
        for (int i = 0; i < members; i++) {
            boolean child = i > 1 && !sharedCards.isEmpty();
            List<Card> cards = child ? new ArrayList<>() : cards(dice.between(1, 2), cardCountry, dice);
            cards.addAll(dice.chance(0.5) ? cards.size() : 0, sharedCards);
            List<Device> devices = devices(dice.between(1, 2), dice);
            devices.addAll(sharedDevices);
            household.add(new Shopper(
                    identities.account(opened(dice), dice),
                    dice.chance(0.8) ? shop : Shop.DEMO,
                    List.copyOf(cards),
                    List.copyOf(devices),
                    homeIp,
                    home,
                    favourites(shop, dice),
                    utcOffsetHours,
                    0.1 + 0.9 * StrictMath.pow(dice.between(0.0, 1.0), 2)));
        }
        return household;
    }

    private Instant opened(Dice dice) {
        double days = dice.chance(YOUNG_ACCOUNTS) ? dice.between(0.0, 30) : dice.between(30, ACCOUNT_AGE_DAYS_MAX);
        return now.minus(Duration.ofMinutes((long) (days * 24 * 60)));
    }

    private static List<Category> favourites(Shop shop, Dice dice) {
        return List.of(shop.anyCategory(dice), shop.anyCategory(dice));
    }

    private static int utcOffsetHours(Shop shop, Dice dice) {
        return "DE".equals(shop.country()) ? 1 : -5 - dice.pickWeighted(48, 29, 6, 17);
    }

    private List<Card> cards(int count, String country, Dice dice) {
        List<Card> cards = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            cards.add(identities.card(country, dice));
        }
        return cards;
    }

    private List<Device> devices(int count, Dice dice) {
        List<Device> devices = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            devices.add(identities.device(dice));
        }
        return devices;
    }
}
