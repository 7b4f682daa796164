package io.riskgate.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a {@link SimulatedDay} from a {@link DayPlan}. Takes about a second; stateless, so any thread may call it. */
public final class DaySimulator {

    private record Planned(Attack attack, int campaigns) {}

    /** Campaigns in a day of so many checkouts; about one checkout in thirty is then part of an attack. */
    private static final int CAMPAIGNS_PER_CHECKOUTS = 20_000;

    private static final List<Planned> ATTACKS = List.of(
            new Planned(new CardTesting(), 2),
            new Planned(new HammeredCard(), 2),
            new Planned(new DeviceScript(), 1),
            new Planned(new AddressFlood(), 1),
            new Planned(new AccountHammering(), 2),
            new Planned(new StackOfCards(), 3),
            new Planned(new ForeignCards(), 5),
            new Planned(new GiftCardCashOut(), 5),
            new Planned(new HighAmounts(), 5),
            new Planned(new DisposableMail(), 3),
            new Planned(new BustOut(), 4),
            new Planned(new KnownFraudster(), 5));

    private static final int SHOPPERS_PER_CHECKOUT = 4;
    private static final double HISTORY_PER_CHECKOUT = 0.15;
    private static final int CHECKOUTS_PER_CARRIER = 50;
    private static final int CHECKOUTS_PER_OFFICE = 60;
    private static final int CHECKOUTS_PER_LIBRARY = 5_000;
    private static final int VIPS = 40;
    private static final int KIOSKS = 2;

    /** Values on the platform's lists that stay away today. */
    private static final int ABSENT_FRAUDSTERS = 200;

    /** Blocked addresses that meanwhile belong to an honest household. */
    private static final int RECYCLED_ADDRESSES = 3;

    private DaySimulator() {}

    public static SimulatedDay simulate(DayPlan plan) {
        Dice dice = new Dice(plan.seed());
        int checkouts = plan.checkouts();
        Identities identities = new Identities(
                1 + checkouts / CHECKOUTS_PER_CARRIER, 1 + checkouts / CHECKOUTS_PER_OFFICE, dice.split());
        Timeline history = new Timeline(plan.past(), (int) (checkouts * HISTORY_PER_CHECKOUT));
        Timeline day = new Timeline(plan.day(), checkouts);

        Scene scene = new Scene(dice.split(), identities, history, day);
        runAttacks(scene, checkouts);

        Dice honest = dice.split();
        Population population = new Population(checkouts * SHOPPERS_PER_CHECKOUT, plan.endsAt(), identities, honest);
        List<Shopper> vips = Stream.generate(() -> population.loyalTo(Shop.DEMO, honest))
                .limit(VIPS)
                .toList();
        var kiosks =
                Stream.generate(() -> identities.device(honest)).limit(KIOSKS).toList();
        kiosks.forEach(kiosk -> know(scene, "shared_devices", kiosk.id()));
        addNoise(scene, population);
        HonestTraffic traffic =
                new HonestTraffic(population, identities, kiosks, vips, 1 + checkouts / CHECKOUTS_PER_LIBRARY, honest);
        traffic.fill(history);
        traffic.fill(day);

        List<NamedList> lists = new ArrayList<>();
        for (Map.Entry<String, List<String>> known : scene.known().entrySet()) {
            lists.add(new NamedList(
                    "platform",
                    known.getKey(),
                    known.getValue().stream().distinct().toList()));
        }
        lists.add(new NamedList(
                Shop.DEMO.merchantId(),
                "vip_customers",
                vips.stream().map(vip -> "" + vip.customer().id()).distinct().toList()));
        // The end is part of the ids, so that a seed can be played again on an engine that remembers its answers.
        String prefix = "s" + plan.seed() + "-" + Long.toString(plan.endsAt().toEpochMilli(), Character.MAX_RADIX);
        return new SimulatedDay(lists, history.checkouts(prefix + "-h"), day.checkouts(prefix + "-d"));
    }

    private static void runAttacks(Scene scene, int checkouts) {
        for (Planned planned : ATTACKS) {
            long campaigns =
                    Math.max(1, Math.round((double) planned.campaigns() * checkouts / CAMPAIGNS_PER_CHECKOUTS));
            for (long i = 0; i < campaigns; i++) {
                planned.attack().run(scene.next());
            }
        }
    }

    private static void addNoise(Scene scene, Population population) {
        Dice dice = scene.dice();
        for (int i = 0; i < ABSENT_FRAUDSTERS; i++) {
            scene.know("blocked_cards", "fp-" + dice.hex(12));
            scene.know("blocked_devices", "d-" + dice.hex(12));
            scene.know("blocked_customers", "c-" + dice.hex(12));
            scene.know("blocked_emails", Names.localPart(dice) + "@gone.example");
        }
        for (int i = 0; i < RECYCLED_ADDRESSES; i++) {
            Shopper innocent = population.loyalTo(Shop.DEMO, dice);
            know(scene, "blocked_ips", innocent.homeIp().address());
        }
    }

    private static void know(Scene scene, String list, @Nullable String value) {
        if (value != null) {
            scene.know(list, value);
        }
    }
}
