package io.riskgate.simulator;

import io.riskgate.model.Address;
import io.riskgate.model.Card;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;
import java.time.Instant;
import java.util.List;

/**
 * An honest customer of one shop.
 *
 * @param cards the ones in use, the favourite first; some are shared with the household
 * @param devices likewise
 * @param activity how often they shop, from 0 to 1
 */
record Shopper(
        Customer customer,
        Shop shop,
        List<Card> cards,
        List<Device> devices,
        Ip homeIp,
        Address home,
        List<Category> favourites,
        int utcOffsetHours,
        double activity) {

    boolean hasAccountAt(Instant moment) {
        Instant createdAt = customer.createdAt();
        return createdAt != null && createdAt.isBefore(moment);
    }

    Basket usualBasket(Dice dice) {
        return Basket.usual(dice.pickEarly(favourites), shop, dice);
    }

    /** As they usually pay: mostly from home, else over their telephone or at work. */
    Payer usualPayer(Identities identities, Dice dice) {
        Ip ip = homeIp;
        if (Identities.CARRIER_COUNTRY.equals(home.country())) {
            ip = switch (dice.pickWeighted(62, 24, 14)) {
                case 0 -> homeIp;
                case 1 -> identities.carrier(dice);
                default -> identities.office(dice);
            };
        }
        return new Payer(customer, dice.pickEarly(cards), dice.pickEarly(devices), ip, home, home);
    }
}
