package io.riskgate.simulator;

import java.time.Instant;

/** One large order an account, opened a little before and never seen again, with a stolen card of the country. */
final class HighAmounts implements Attack {

    @Override
    public Label label() {
        return Label.HIGH_AMOUNT_YOUNG_ACCOUNT;
    }

    @Override
    public int campaignSize() {
        return 8;
    }

    @Override
    public void run(Scene scene) {
        Dice dice = scene.dice();
        Shop shop = Shop.any(dice);
        for (Instant at : scene.moments(dice.between(4, 12), dice.between(3.0, 22.0) * 60)) {
            Payer payer = scene.fraudster(shop, scene.accountOfAge(at, 4 + dice.exponential(20 * 60)));
            double amount = Math.min(4_500, dice.logNormal(1_250, 0.45));
            scene.day().add(at, label(), shop, payer, Basket.near(amount, shop, dice));
        }
    }
}
