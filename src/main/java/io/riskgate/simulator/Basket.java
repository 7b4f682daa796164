package io.riskgate.simulator;

import io.riskgate.model.Item;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is bought.
 *
 * @param amount the items' prices and, for some, the shipping
 */
record Basket(List<Item> items, BigDecimal amount) {

    /** Two decimals. */
    static BigDecimal money(double amount) {
        return BigDecimal.valueOf(Math.round(amount * 100), 2);
    }

    static Basket of(List<Item> items, BigDecimal shipping) {
        BigDecimal amount = items.stream()
                .map(item -> item.price().multiply(BigDecimal.valueOf(item.quantity())))
                .reduce(shipping, BigDecimal::add)
                .setScale(2, RoundingMode.UNNECESSARY);
        return new Basket(List.copyOf(items), amount);
    }

    /** One line, without shipping. */
    static Basket of(Item item) {
        return of(List.of(item), BigDecimal.ZERO);
    }

    static Item item(String category, int quantity, BigDecimal price, Dice dice) {
        String sku = category.substring(0, 1).toUpperCase(Locale.ROOT) + "-" + dice.decimals(4);
        return new Item(sku, category, quantity, price);
    }

    /** One piece of something whose price is near the amount that the buyer has in mind. */
    static Basket near(double amount, Shop shop, Dice dice) {
        return of(item(shop.anyCategory(dice).name(), 1, money(amount), dice));
    }

    /** So many gift cards of one value, which are round. */
    static Basket giftCards(int value, int pieces, Dice dice) {
        return of(item(Category.GIFT_CARD, pieces, money(value), dice));
    }

    /** What people usually buy: a few things, mostly of the category that they came for. */
    static Basket usual(Category favourite, Shop shop, Dice dice) {
        int lines = 1 + dice.pickWeighted(55, 25, 12, 8);
        List<Item> items = new ArrayList<>(lines);
        for (int i = 0; i < lines; i++) {
            Category category = dice.chance(0.7) ? favourite : shop.anyCategory(dice);
            BigDecimal price = category.price(dice);
            boolean cheap = price.compareTo(BigDecimal.valueOf(20)) < 0;
            int quantity = cheap && dice.chance(0.35) ? dice.between(2, 4) : 1;
            items.add(item(category.name(), quantity, price, dice));
        }
        boolean digital = items.stream().allMatch(item -> "digital".equals(item.category()));
        return of(items, digital || dice.chance(0.5) ? BigDecimal.ZERO : money(4.95));
    }
}
