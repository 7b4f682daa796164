package io.riskgate.simulator;

import io.riskgate.model.Address;
import io.riskgate.model.Card;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the identities of the simulation, for honest shoppers and fraudsters alike: from an identity nobody can tell
 * whose it is. Addresses, telephone numbers and mail domains are of the ranges that are set aside for examples.
 */
final class Identities {

    /** Countries that shoppers and cards come from besides a shop's own. */
    static final List<String> COUNTRIES =
            List.of("CA", "GB", "FR", "DE", "MX", "BR", "AU", "JP", "IT", "ES", "NL", "PL", "IN", "SE", "ZA", "KR");

    /** Where the mobile carriers and the offices are. */
    static final String CARRIER_COUNTRY = "US";

    private static final int BINS_AT_HOME = 30;
    private static final int BINS_ELSEWHERE = 4;

    /** 198.18.0.0/15, the addresses set aside for benchmarks; after so many they are handed out again. */
    private static final int IPV4_ADDRESSES = 1 << 17;

    /** Odd, so that steps of it visit every address before the first one again. */
    private static final int IPV4_STEP = 40_503;

    private final Map<String, List<Card>> binsByCountry = new LinkedHashMap<>();
    private final List<Ip> carriers = new ArrayList<>();
    private final List<Ip> offices = new ArrayList<>();
    private int ipv4Count;

    /** @param carrierCount addresses behind which a mobile carrier puts its customers */
    Identities(int carrierCount, int officeCount, Dice dice) {
        for (Shop shop : Shop.ALL) {
            binsByCountry.computeIfAbsent(shop.country(), country -> bins(country, BINS_AT_HOME, dice));
        }
        for (String country : COUNTRIES) {
            binsByCountry.computeIfAbsent(country, elsewhere -> bins(elsewhere, BINS_ELSEWHERE, dice));
        }
        for (int i = 0; i < carrierCount; i++) {
            carriers.add(ip(CARRIER_COUNTRY, dice));
        }
        for (int i = 0; i < officeCount; i++) {
            offices.add(ip(CARRIER_COUNTRY, dice));
        }
    }

    /** Where the shop's customers live: mostly in its own country. */
    String countryFor(Shop shop, Dice dice) {
        return dice.chance(0.93) ? shop.country() : dice.pick(COUNTRIES);
    }

    String otherCountryThan(@Nullable String country, Dice dice) {
        String other = dice.pick(COUNTRIES);
        return other.equals(country) ? "US" : other;
    }

    Customer account(Instant createdAt, Dice dice) {
        return new Customer("c-" + dice.hex(12), Names.email(dice), Names.phone(dice), createdAt);
    }

    Customer guest(Dice dice) {
        return new Customer(null, Names.email(dice), Names.phone(dice), null);
    }

    Card card(String country, Dice dice) {
        return cardLike(dice.pickEarly(bins(country)), dice);
    }

    /** Another card of the same issuer and product. */
    Card cardLike(Card of, Dice dice) {
        return new Card("fp-" + dice.hex(12), of.bin(), of.brand(), of.funding(), of.country());
    }

    Device device(Dice dice) {
        return new Device("d-" + dice.hex(12));
    }

    Ip ip(String country, Dice dice) {
        if (dice.chance(0.2)) {
            return new Ip("2001:db8:" + dice.hex(4) + ":" + dice.hex(4) + "::1", country);
        }
        int host = (ipv4Count++ * IPV4_STEP) & (IPV4_ADDRESSES - 1);
        return new Ip("198." + (18 + (host >> 16)) + "." + ((host >> 8) & 255) + "." + (host & 255), country);
    }

    Ip carrier(Dice dice) {
        return dice.pickEarly(carriers);
    }

    Ip office(Dice dice) {
        return dice.pickEarly(offices);
    }

    Address address(@Nullable String country, Dice dice) {
        return new Address(
                dice.between(1, 999) + " " + Names.street(dice), Names.city(dice), dice.decimals(5), country);
    }

    private List<Card> bins(String country) {
        List<Card> bins = binsByCountry.get(country);
        if (bins == null) {
            throw new IllegalArgumentException("no cards of country " + country);
        }
        return bins;
    }

    private static List<Card> bins(String country, int count, Dice dice) {
        List<Card> bins = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String brand = List.of("visa", "mastercard", "amex").get(dice.pickWeighted(55, 35, 10));
            String firstDigits =
                    switch (brand) {
                        case "visa" -> "4";
                        case "mastercard" -> "5";
                        default -> "37";
                    };
            String funding = List.of("credit", "debit", "prepaid").get(dice.pickWeighted(50, 42, 8));
            String bin = firstDigits + dice.decimals(6 - firstDigits.length());
            bins.add(new Card(null, bin, brand, funding, country));
        }
        return bins;
    }
}
