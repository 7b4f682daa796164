package io.riskgate.simulator;

import io.riskgate.model.Address;
import io.riskgate.model.Card;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a campaign takes place, and what fraudsters get hold of.
 *
 * @param history the weeks before
 * @param day the day to hide in
 * @param known by list name, what the platform has learnt to block before the day
 */
record Scene(Dice dice, Identities identities, Timeline history, Timeline day, Map<String, List<String>> known) {

    Scene(Dice dice, Identities identities, Timeline history, Timeline day) {
        this(dice, identities, history, day, new LinkedHashMap<>());
    }

    /** The same scene for the next campaign, with dice of its own. */
    Scene next() {
        return new Scene(dice.split(), identities, history, day, known);
    }

    void know(String list, String value) {
        known.computeIfAbsent(list, name -> new ArrayList<>()).add(value);
    }

    /** So many moments in a stretch of the day of about that many minutes. */
    List<Instant> moments(int count, double minutes) {
        Duration length = Duration.ofSeconds((long) (minutes * 60));
        return day.span().somewhere(length, dice).moments(count, dice);
    }

    /** Somebody with an account of that age, stolen or invented, at home where the shop's customers are. */
    Payer fraudster(Shop shop, Customer customer) {
        String country = shop.country();
        Address billing = identities.address(country, dice);
        return new Payer(
                customer,
                identities.card(country, dice),
                identities.device(dice),
                connection(country),
                billing,
                dice.chance(0.6) ? identities.address(country, dice) : billing);
    }

    /** Most hide behind a rented line, some behind a carrier's crowd. */
    Ip connection(String country) {
        return country.equals(Identities.CARRIER_COUNTRY) && dice.chance(0.15)
                ? identities.carrier(dice)
                : identities.ip(country, dice);
    }

    Customer accountOfAge(Instant now, double minutes) {
        return identities.account(now.minusMillis((long) (minutes * 60_000)), dice);
    }

    /** A guest, or an account opened for the purpose within the last so many hours. */
    Customer freshCustomer(Instant now, double hoursMax) {
        return dice.chance(0.5) ? identities.guest(dice) : accountOfAge(now, dice.between(1.0, hoursMax * 60));
    }

    List<Card> cards(int count, String country) {
        List<Card> cards = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            cards.add(identities.card(country, dice));
        }
        return cards;
    }

    List<Device> devices(int count) {
        List<Device> devices = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            devices.add(identities.device(dice));
        }
        return devices;
    }

    List<Ip> connections(int count, String country) {
        List<Ip> connections = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            connections.add(connection(country));
        }
        return connections;
    }
}
