package io.riskgate.simulator;

import io.riskgate.model.Customer;
import java.time.Instant;

/** Cards stolen abroad, each used once through an account opened for it, with an invented bill in the shop's country. */
final class ForeignCards implements Attack {

    @Override
    public Label label() {
        return Label.FOREIGN_CARD_NEW_ACCOUNT;
    }

    @Override
    public int campaignSize() {
        return 10;
    }

    @Override
    public void run(Scene scene) {
        Dice dice = scene.dice();
        Shop shop = Shop.any(dice);
        String origin = scene.identities().otherCountryThan(shop.country(), dice);
        for (Instant at : scene.moments(dice.between(5, 15), dice.between(2.0, 20.0) * 60)) {
            Customer customer = scene.accountOfAge(at, 3 + dice.exponential(14 * 60));
            Payer payer =
                    scene.fraudster(shop, customer).with(scene.identities().card(origin, dice));
            if (dice.chance(0.6)) {
                payer = payer.with(scene.identities().ip(origin, dice));
            }
            scene.day().add(at, label(), shop, payer, Basket.near(dice.logNormal(230, 0.55), shop, dice));
        }
    }
}
