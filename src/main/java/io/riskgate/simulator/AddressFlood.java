package io.riskgate.simulator;

import io.riskgate.model.Ip;
import java.time.Instant;

/** A rented server that pretends to be many shoppers: everything changes with each order but its address. */
final class AddressFlood implements Attack {

    @Override
    public Label label() {
        return Label.VELOCITY_IP;
    }

    @Override
    public int campaignSize() {
        return 75;
    }

    @Override
    public void run(Scene scene) {
        Dice dice = scene.dice();
        Shop shop = Shop.any(dice);
        Ip ip = scene.identities().ip(shop.country(), dice);
        for (Instant at : scene.moments(dice.between(45, 105), dice.between(8.0, 45.0))) {
            Payer payer = scene.fraudster(shop, scene.freshCustomer(at, 24)).with(ip);
            scene.day().add(at, label(), shop, payer, Basket.near(dice.logNormal(50, 0.7), shop, dice));
        }
    }
}
