package io.riskgate.simulator;

import io.riskgate.model.Card;
import io.riskgate.model.Device;
import java.time.Instant;
import java.util.List;

/** A script that orders from one machine, with a few cards, under a new name and over a new line each time. */
final class DeviceScript implements Attack {

    @Override
    public Label label() {
        return Label.VELOCITY_DEVICE;
    }

    @Override
    public int campaignSize() {
        return 50;
    }

    @Override
    public void run(Scene scene) {
        Dice dice = scene.dice();
        Shop shop = Shop.any(dice);
        Device device = scene.identities().device(dice);
        List<Card> cards = scene.cards(dice.between(2, 12), shop.country());
        for (Instant at : scene.moments(dice.between(30, 70), dice.between(10.0, 60.0))) {
            Payer payer = scene.fraudster(shop, scene.freshCustomer(at, 12))
                    .with(dice.pick(cards))
                    .with(device);
            scene.day().add(at, label(), shop, payer, Basket.near(dice.logNormal(45, 0.6), shop, dice));
        }
    }
}
