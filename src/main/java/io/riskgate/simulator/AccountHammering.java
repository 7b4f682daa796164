package io.riskgate.simulator;

import io.riskgate.model.Card;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;
import java.time.Instant;
import java.util.List;

/** An account that was taken over, through which a gang pays with whatever cards it has, from wherever it sits. */
final class AccountHammering implements Attack {

    @Override
    public Label label() {
        return Label.VELOCITY_EMAIL;
    }

    @Override
    public int campaignSize() {
        return 42;
    }

    @Override
    public void run(Scene scene) {
        Dice dice = scene.dice();
        Shop shop = Shop.any(dice);
        Customer customer = dice.chance(0.3)
                ? scene.identities().guest(dice)
                : scene.accountOfAge(scene.day().span().from(), dice.between(10.0, 900.0) * 24 * 60);
        List<Card> cards = scene.cards(dice.between(3, 20), shop.country());
        List<Device> devices = scene.devices(dice.between(2, 15));
        List<Ip> connections = scene.connections(dice.between(2, 15), shop.country());
        for (Instant at : scene.moments(dice.between(25, 60), dice.between(20.0, 90.0))) {
            Payer payer = scene.fraudster(shop, customer)
                    .with(dice.pick(cards))
                    .with(dice.pick(devices))
                    .with(dice.pick(connections));
            scene.day().add(at, label(), shop, payer, Basket.near(dice.logNormal(70, 0.6), shop, dice));
        }
    }
}
