package io.riskgate.rules.compile;

import io.riskgate.model.Effect;
import io.riskgate.rules.language.DecisionFunctions;
import io.riskgate.rules.language.VelocityFunctions;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Feature;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The globals {@code velocity} and {@code decision} of stock Drools' sessions. Velocity is looked up in what was gathered
 * beforehand, by the texts that the rules name it with, which costs stock Drools two or three look-ups in hash maps.
 */
final class StockGlobals implements VelocityFunctions, DecisionFunctions {

    /** What a rule did; the code says which. */
    record Firing(Effect effect, String code, int points) {
        @Override
        public String toString() {
            return effect + " " + code + " " + points;
        }
    }

    /** Indexes of features by what, by and window; what is empty for a count and a sum. */
    private static final class Indexes {

        private final Map<String, Map<String, Map<String, Integer>>> byWhat = new HashMap<>();

        void put(Feature feature, int index) {
            Dimension what = feature.what();
            byWhat.computeIfAbsent(what == null ? "" : what.name(), x -> new HashMap<>())
                    .computeIfAbsent(feature.by().name(), x -> new HashMap<>())
                    .put(feature.window().label(), index);
        }

        int get(String what, String by, String window) {
            return Objects.requireNonNull(byWhat.get(what)).get(by).get(window);
        }
    }

    private final Indexes counts = new Indexes();
    private final Indexes sums = new Indexes();
    private final Indexes distincts = new Indexes();
    private Number[] values = {};
    private List<Firing> firings = List.of();

    StockGlobals(List<Feature> features) {
        for (int i = 0; i < features.size(); i++) {
            Feature feature = features.get(i);
            switch (feature.kind()) {
                case COUNT -> counts.put(feature, i);
                case SUM -> sums.put(feature, i);
                case DISTINCT -> distincts.put(feature, i);
            }
        }
    }

    /** Begins another checkout with the values of its features. */
    void begin(Number[] features) {
        values = features;
        firings = new ArrayList<>();
    }

    List<Firing> firings() {
        return firings;
    }

    @Override
    public long count(String by, String window) {
        return (Long) values[counts.get("", by, window)];
    }

    @Override
    public BigDecimal sum(String by, String window) {
        return (BigDecimal) values[sums.get("", by, window)];
    }

    @Override
    public long distinct(String what, String by, String window) {
        return (Long) values[distincts.get(what, by, window)];
    }

    @Override
    public void approve(String reason) {
        firings.add(new Firing(Effect.APPROVE, reason, 0));
    }

    @Override
    public void challenge(String reason) {
        firings.add(new Firing(Effect.CHALLENGE, reason, 0));
    }

    @Override
    public void review(String reason) {
        firings.add(new Firing(Effect.REVIEW, reason, 0));
    }

    @Override
    public void decline(String reason) {
        firings.add(new Firing(Effect.DECLINE, reason, 0));
    }

    @Override
    public void score(int points, String reason) {
        firings.add(new Firing(Effect.SCORE, reason, points));
    }

    @Override
    public void allow(String reason) {
        firings.add(new Firing(Effect.ALLOW, reason, 0));
    }

    @Override
    public void tag(String name) {
        firings.add(new Firing(Effect.TAG, name, 0));
    }
}
