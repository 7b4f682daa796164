package io.riskgate.simulator;

import java.math.BigDecimal;

/**
 * A kind of goods that a shop sells.
 *
 * @param medianPrice half of its articles are cheaper
 * @param sigma how far prices spread around the median, see {@link Dice#logNormal}
 * @param weight how often it is bought, compared with the shop's other categories
 */
record Category(String name, double medianPrice, double sigma, double weight) {

    static final String GIFT_CARD = "gift_card";

    private static final double PRICE_MIN = 0.49;
    private static final double PRICE_MAX = 4_000;

    BigDecimal price(Dice dice) {
        double price = dice.logNormal(medianPrice, sigma);
        return Basket.money(Math.min(PRICE_MAX, Math.max(PRICE_MIN, Math.floor(price) + ending(dice))));
    }

    private static double ending(Dice dice) {
        return new double[] {0.99, 0.49, 0.00}[dice.pickWeighted(6, 2, 2)];
    }
}
