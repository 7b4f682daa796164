package io.riskgate.simulator;

import io.riskgate.model.Card;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A patient fraudster at one device who works through a stack of stolen cards over hours, at ordinary amounts. */
final class StackOfCards implements Attack {

    @Override
    public Label label() {
        return Label.MANY_CARDS_ON_DEVICE;
    }

    @Override
    public int campaignSize() {
        return 26;
    }

    @Override
    public void run(Scene scene) {
        Dice dice = scene.dice();
        Shop shop = Shop.any(dice);
        Device device = scene.identities().device(dice);
        List<Instant> moments = scene.moments(dice.between(16, 36), dice.between(3.0, 12.0) * 60);
        List<Customer> names = new ArrayList<>();
        for (int i = dice.between(2, 12); i > 0; i--) {
            names.add(scene.freshCustomer(moments.getFirst(), 30 * 24));
        }
        Card card = scene.identities().card(shop.country(), dice);
        for (Instant at : moments) {
            Payer payer = scene.fraudster(shop, dice.pick(names)).with(card).with(device);
            scene.day().add(at, label(), shop, payer, Basket.near(dice.logNormal(80, 0.7), shop, dice));
            if (dice.chance(0.85)) {
                card = scene.identities().card(shop.country(), dice);
            }
        }
    }
}
