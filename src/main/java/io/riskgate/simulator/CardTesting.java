package io.riskgate.simulator;

import io.riskgate.model.Card;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;
import java.time.Instant;
import java.util.List;

/** A script that learns which stolen numbers still work: one tiny payment a card, from a few machines. */
final class CardTesting implements Attack {

    @Override
    public Label label() {
        return Label.CARD_TESTING;
    }

    @Override
    public int campaignSize() {
        return 75;
    }

    @Override
    public void run(Scene scene) {
        Dice dice = scene.dice();
        Shop shop = Shop.any(dice);
        List<Device> devices = scene.devices(1 + dice.pickWeighted(50, 35, 15));
        List<Ip> connections = scene.connections(dice.between(1, 5), shop.country());
        List<Card> products = scene.cards(dice.between(1, 3), shop.country());
        for (Instant at : scene.moments(dice.between(45, 110), dice.between(8.0, 45.0))) {
            Card card = scene.identities().cardLike(dice.pick(products), dice);
            Payer payer = scene.fraudster(shop, scene.freshCustomer(at, 2))
                    .with(card)
                    .with(dice.pick(devices))
                    .with(dice.pick(connections));
            double amount = Math.max(0.5, dice.logNormal(1.6, 0.5));
            scene.day().add(at, label(), shop, payer, Basket.near(amount, shop, dice));
        }
    }
}
