package io.riskgate.loadtest.server;

import java.util.List;
import java.util.Locale;

/** Rules by number, for the question what more of them cost. Stateless. */
final class GeneratedRules {

    private static final List<String> COUNTRIES = List.of("US", "DE", "BR", "GB", "FR", "NG", "IN", "CN", "MX", "ES");
    private static final List<String> VELOCITY = List.of(
            "velocity.count(\"card\", \"10m\") >= %d",
            "velocity.sum(\"customer\", \"24h\") > %d00.00",
            "velocity.distinct(\"card\", \"device\", \"24h\") >= %d",
            "velocity.count(\"ip\", \"1m\") >= %d");

    private GeneratedRules() {}

    static String text(int count) {
        StringBuilder text = new StringBuilder("package platform\n");
        for (int i = 0; i < count; i++) {
            String velocity = String.format(Locale.ROOT, VELOCITY.get(i % VELOCITY.size()), 5 + i % 37);
            String country = COUNTRIES.get(i / VELOCITY.size() % COUNTRIES.size());
            text.append(String.format(
                    Locale.ROOT, """

                    rule "Generated %d"
                    when
                        Checkout( %s, amount > %d.00, card.country == "%s", billing.country != card.country )
                        exists Item( category == "gift_card" || price > %d.00 )
                    then
                        decision.score(%d, "generated_%d");
                    end
                    """, i, velocity, 50 + i % 211 * 7, country, 100 + i % 97 * 11, 1 + i % 20, i));
        }
        return text.toString();
    }
}
