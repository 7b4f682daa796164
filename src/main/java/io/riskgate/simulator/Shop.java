package io.riskgate.simulator;

import java.util.List;

/**
 * A merchant of the simulation.
 *
 * @param country where it is and where most of its customers live
 * @param share of all checkouts
 */
record Shop(String merchantId, String currency, String country, double share, List<Category> categories) {

    static final Shop DEMO = new Shop(
            "demo",
            "USD",
            "US",
            0.72,
            List.of(
                    new Category("fashion", 42, 0.6, 24),
                    new Category("home", 34, 0.7, 19),
                    new Category("electronics", 85, 0.85, 15),
                    new Category("grocery", 8, 0.6, 14),
                    new Category("toys", 22, 0.6, 10),
                    new Category("books", 13, 0.5, 8),
                    new Category("digital", 5, 0.8, 7),
                    new Category("jewellery", 110, 0.8, 3)));

    static final Shop BOOKS = new Shop(
            "harbor-books",
            "USD",
            "US",
            0.18,
            List.of(
                    new Category("books", 15, 0.5, 70),
                    new Category("digital", 6, 0.6, 20),
                    new Category("toys", 20, 0.5, 10)));

    static final Shop OUTDOOR = new Shop(
            "alpin-outdoor",
            "EUR",
            "DE",
            0.10,
            List.of(new Category("sports", 62, 0.75, 60), new Category("fashion", 55, 0.6, 40)));

    static final List<Shop> ALL = List.of(DEMO, BOOKS, OUTDOOR);

    static Shop any(Dice dice) {
        return ALL.get(dice.pickWeighted(ALL.stream().mapToDouble(Shop::share).toArray()));
    }

    Category anyCategory(Dice dice) {
        return categories.get(dice.pickWeighted(
                categories.stream().mapToDouble(Category::weight).toArray()));
    }
}
