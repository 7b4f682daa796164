package io.riskgate.simulator;

import io.riskgate.model.Card;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;
import java.time.Instant;
import java.util.List;

/** A stolen card that works, used as often as possible before its owner notices, under several names. */
final class HammeredCard implements Attack {

    @Override
    public Label label() {
        return Label.VELOCITY_CARD;
    }

    @Override
    public int campaignSize() {
        return 42;
    }

    @Override
    public void run(Scene scene) {
        Dice dice = scene.dice();
        Shop shop = Shop.any(dice);
        Card card = scene.identities().card(shop.country(), dice);
        List<Device> devices = scene.devices(dice.between(3, 9));
        List<Ip> connections = scene.connections(dice.between(3, 9), shop.country());
        for (Instant at : scene.moments(dice.between(25, 60), dice.between(30.0, 110.0))) {
            Payer payer = scene.fraudster(shop, scene.freshCustomer(at, 4))
                    .with(card)
                    .with(dice.pick(devices))
                    .with(dice.pick(connections));
            scene.day().add(at, label(), shop, payer, Basket.near(dice.logNormal(65, 0.6), shop, dice));
        }
    }
}
