package io.riskgate.velocity;

import io.riskgate.model.Address;
import io.riskgate.model.Card;
import io.riskgate.model.Checkout;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes checkouts: by hand, or a seeded stream of them with bursts and gaps. */
public final class Shopping {

    public static final long START_MILLIS =
            Instant.parse("2026-11-23T12:00:00Z").toEpochMilli();
    public static final Dimension CARD = new Dimension("card");
    public static final Dimension DEVICE = new Dimension("device");
    public static final Dimension TIER = new Dimension("attributes.tier");

    private static final List<String> CURRENCIES = List.of("USD", "EUR", "JPY");
    private static final String[] AMOUNTS = {"0", "0.01", "9.99", "129.9000", "1000000000", "3.1415"};

    private final Random random;
    private final int merchants;
    private final int values;
    private long nowMillis = START_MILLIS;

    public Shopping(long seed, int merchants, int values) {
        random = new Random(seed);
        this.merchants = merchants;
        this.values = values;
    }

    public static Checkout checkout(String merchantId, @Nullable String card, long atMillis) {
        return checkout(merchantId, card, "d-1", atMillis, "10.00", "USD");
    }

    public static Checkout checkout(
            String merchantId,
            @Nullable String card,
            @Nullable String device,
            long atMillis,
            String amount,
            String currency) {
        return new Checkout(
                "id",
                merchantId,
                Instant.ofEpochMilli(atMillis),
                new BigDecimal(amount),
                currency,
                Customer.NONE,
                new Card(card, null, null, null, null),
                new Device(device),
                Ip.NONE,
                Address.NONE,
                Address.NONE,
                List.of(),
                Map.of("tier", card + "-tier"));
    }

    /** In order of time: mostly bursts within a second, at times a gap, rarely one of days. */
    public Checkout next() {
        nowMillis += switch (random.nextInt(20)) {
            case 0 -> random.nextLong(3L * 24 * 3600 * 1000);
            case 1, 2 -> random.nextLong(2 * 3600 * 1000);
            case 3, 4, 5, 6 -> random.nextLong(60_000);
            case 7, 8, 9 -> 0;
            default -> random.nextLong(1_500);
        };
        return at(nowMillis);
    }

    /** One that happened up to so long before the newest. */
    public Checkout late(long lateMillisMax) {
        return at(nowMillis - random.nextLong(lateMillisMax));
    }

    private Checkout at(long atMillis) {
        return checkout(
                "m-" + random.nextInt(merchants),
                random.nextInt(10) == 0 ? null : "card-" + random.nextInt(values),
                random.nextInt(10) == 0 ? null : "device-" + random.nextInt(values),
                atMillis,
                AMOUNTS[random.nextInt(AMOUNTS.length)],
                CURRENCIES.get(random.nextInt(CURRENCIES.size())));
    }
}
