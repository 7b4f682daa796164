package io.riskgate.simulator;

import io.riskgate.model.Card;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody who was caught before comes back, and has changed most things but rarely everything. */
final class KnownFraudster implements Attack {

    @Override
    public Label label() {
        return Label.BLOCKED;
    }

    @Override
    public int campaignSize() {
        return 9;
    }

    @Override
    public void run(Scene scene) {
        Dice dice = scene.dice();
        Shop shop = Shop.any(dice);
        Customer account = scene.accountOfAge(scene.day().span().from(), dice.between(5.0, 200.0) * 24 * 60);
        // A line of their own: nobody blocks a carrier's address with all who are behind it.
        Payer asKnown = scene.fraudster(shop, account).with(scene.identities().ip(shop.country(), dice));
        publish(scene, asKnown);
        for (Instant at : scene.moments(dice.between(5, 13), dice.between(2.0, 20.0) * 60)) {
            Payer changed = scene.fraudster(shop, scene.freshCustomer(at, 90 * 24));
            boolean everything = dice.chance(0.04);
            Payer payer = everything ? changed : keepSomething(asKnown, changed, dice);
            scene.day().add(at, label(), shop, payer, Basket.near(dice.logNormal(75, 0.7), shop, dice));
        }
    }

    private static Payer keepSomething(Payer asKnown, Payer changed, Dice dice) {
        return switch (dice.pickWeighted(35, 25, 15, 15, 10)) {
            case 0 -> changed.with(asKnown.card());
            case 1 -> changed.with(asKnown.device());
            case 2 -> changed.with(asKnown.ip());
            case 3 -> changed.with(asKnown.customer());
            default -> changed.with(asKnown.device()).with(asKnown.ip());
        };
    }

    private static void publish(Scene scene, Payer known) {
        Card card = known.card();
        Customer customer = known.customer();
        Device device = known.device();
        Ip ip = known.ip();
        know(scene, "blocked_cards", card.fingerprint());
        know(scene, "blocked_customers", customer.id());
        know(scene, "blocked_emails", customer.email());
        know(scene, "blocked_devices", device.id());
        know(scene, "blocked_ips", ip.address());
    }

    private static void know(Scene scene, String list, @Nullable String value) {
        if (value != null) {
            scene.know(list, value);
        }
    }
}
