package io.riskgate.simulator;

import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import java.time.Duration;
import java.time.Instant;

/** An account that bought a little every other week for months, and now buys all it can before the bill comes. */
final class BustOut implements Attack {

    @Override
    public Label label() {
        return Label.BUST_OUT;
    }

    @Override
    public int campaignSize() {
        return 17;
    }

    @Override
    public void run(Scene scene) {
        Dice dice = scene.dice();
        Shop shop = Shop.any(dice);
        Instant now = scene.day().span().from();
        Customer customer = scene.accountOfAge(now, dice.between(150.0, 1_200.0) * 24 * 60);
        Payer holder = scene.fraudster(shop, customer);
        for (int i = dice.between(0, 5); i > 0; i--) {
            Instant earlier = scene.history().span().anyMoment(dice);
            scene.history().add(earlier, label(), shop, holder, Basket.usual(shop.anyCategory(dice), shop, dice));
        }
        boolean takenOver = dice.chance(0.4);
        Device device = takenOver ? scene.identities().device(dice) : holder.device();
        Payer spender = holder.with(device);
        double typical = dice.between(240.0, 520.0);
        Instant at = scene.day().span().somewhere(Duration.ofHours(10), dice).from();
        for (int i = dice.between(12, 22); i > 0; i--) {
            scene.day().add(at, label(), shop, spender, Basket.near(dice.logNormal(typical, 0.4), shop, dice));
            at = at.plusSeconds((long) (60 + dice.exponential(28 * 60)));
        }
    }
}
