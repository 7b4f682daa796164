package io.riskgate.simulator;

import io.riskgate.model.Card;
import io.riskgate.model.Customer;
import java.time.Instant;
import java.util.List;

/** Stolen cards turned into gift cards, through an account or two that are hardly older. */
final class GiftCardCashOut implements Attack {

    @Override
    public Label label() {
        return Label.GIFT_CARD_CASH_OUT;
    }

    @Override
    public int campaignSize() {
        return 10;
    }

    @Override
    public void run(Scene scene) {
        Dice dice = scene.dice();
        Shop shop = Shop.any(dice);
        List<Card> cards = scene.cards(dice.between(2, 7), shop.country());
        List<Instant> moments = scene.moments(dice.between(6, 15), dice.between(0.5, 8.0) * 60);
        Customer customer = scene.accountOfAge(moments.getFirst(), 20 + dice.exponential(6 * 24 * 60));
        Payer fraudster = scene.fraudster(shop, customer);
        for (Instant at : moments) {
            int value = dice.pick(List.of(50, 100, 100, 150, 200, 200, 250, 500));
            Basket basket = Basket.giftCards(value, 1 + dice.pickWeighted(45, 30, 15, 10), dice);
            scene.day().add(at, label(), shop, fraudster.with(dice.pick(cards)), basket);
        }
    }
}
