package io.riskgate.store.redis;

import io.riskgate.model.Checkout;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.Units;
import io.riskgate.velocity.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One call of {@code gather.lua}: its keys and arguments, and where in its reply the value of each feature is. Immutable
 * once it is made.
 *
 * @param keys the mark of the checkout id first
 * @param arguments as the script describes them
 */
record GatherCall(List<Feature> features, List<String> keys, List<String> arguments, List<Integer> places) {

    /** In place of a place: the checkout has no value for what groups it. */
    private static final int NOWHERE = -1;

    /** How much longer than its longest window a key is kept, since cells and clocks are not exact. */
    private static final long SLACK_MILLIS = 3_600_000;

    /** What of the script's behaviour is configured. */
    record Limits(long keepMarkMillis, int distinctValuesMax) {}

    /** One key, the windows that are asked of it, and where in the reply their numbers begin. */
    private static final class Tracked {

        private final boolean timeline;
        private final String value;
        private final List<Window> windows = new ArrayList<>(2);
        private int begin;

        Tracked(boolean timeline, String value) {
            this.timeline = timeline;
            this.value = value;
        }

        void ask(Window window) {
            if (!windows.contains(window)) {
                windows.add(window);
            }
        }

        long keepMillis() {
            long longest = 0;
            for (Window window : windows) {
                longest = Math.max(longest, window.millis());
            }
            return longest + longest / 32 + SLACK_MILLIS;
        }

        /** How many numbers the reply has of a window. */
        int numbers() {
            return timeline ? 2 : 1;
        }

        int place(Feature feature) {
            int sum = feature.kind() == Feature.Kind.SUM ? 1 : 0;
            return begin + windows.indexOf(feature.window()) * numbers() + sum;
        }
    }

    /**
     * The call that counts the checkout in, unless its id is known.
     *
     * @param answer what was answered already, or the empty text
     */
    static GatherCall counting(
            Checkout checkout, List<Feature> features, String answer, KeyNames names, Limits limits) {
        return of(checkout, features, "count", answer, names, limits);
    }

    /** The call that reads what {@link #counting} would, and changes nothing. */
    static GatherCall peeking(Checkout checkout, List<Feature> features, KeyNames names, Limits limits) {
        return of(checkout, features, "peek", "", names, limits);
    }

    private static GatherCall of(
            Checkout checkout, List<Feature> features, String mode, String answer, KeyNames names, Limits limits) {
        Map<String, Tracked> tracked = LinkedHashMap.newLinkedHashMap(features.size());
        List<Optional<Tracked>> ofFeatures = new ArrayList<>(features.size());
        for (Feature feature : features) {
            ofFeatures.add(Optional.ofNullable(feature.by().valueIn(checkout))
                    .map(group -> track(checkout, feature, group, names, tracked)));
        }
        List<String> keys = new ArrayList<>(tracked.size() + 1);
        keys.add(names.mark(checkout.merchantId(), checkout.id()));
        keys.addAll(tracked.keySet());
        return new GatherCall(
                features,
                keys,
                arguments(checkout, mode, answer, limits, tracked),
                places(features, ofFeatures, tracked));
    }

    private static Tracked track(
            Checkout checkout, Feature feature, String group, KeyNames names, Map<String, Tracked> tracked) {
        String merchantId = checkout.merchantId();
        Dimension by = feature.by();
        String key =
                switch (feature.kind()) {
                    case COUNT -> names.checkouts(merchantId, by, group);
                    case SUM -> names.amounts(merchantId, by, group, checkout.currency());
                    case DISTINCT -> names.different(merchantId, Objects.requireNonNull(feature.what()), by, group);
                };
        Tracked one =
                tracked.computeIfAbsent(key, k -> new Tracked(feature.what() == null, value(checkout, feature, names)));
        one.ask(feature.window());
        return one;
    }

    private static String value(Checkout checkout, Feature feature, KeyNames names) {
        String value = feature.what() == null ? null : feature.what().valueIn(checkout);
        return value == null ? "" : names.hash(value);
    }

    private static List<String> arguments(
            Checkout checkout, String mode, String answer, Limits limits, Map<String, Tracked> tracked) {
        List<String> arguments = new ArrayList<>(6 + 6 * tracked.size());
        arguments.add(Long.toString(checkout.occurredAt().toEpochMilli()));
        arguments.add(Long.toString(Units.of(checkout.amount())));
        arguments.add(Long.toString(limits.keepMarkMillis));
        arguments.add(Integer.toString(limits.distinctValuesMax));
        arguments.add(mode);
        arguments.add(answer);
        for (Tracked one : tracked.values()) {
            arguments.add(one.timeline ? "t" : "d");
            arguments.add(one.value);
            arguments.add(Long.toString(one.keepMillis()));
            arguments.add(Integer.toString(one.windows.size()));
            one.windows.forEach(window -> arguments.add(Long.toString(window.millis())));
        }
        return arguments;
    }

    private static List<Integer> places(
            List<Feature> features, List<Optional<Tracked>> ofFeatures, Map<String, Tracked> tracked) {
        int next = 0;
        for (Tracked one : tracked.values()) {
            one.begin = next;
            next += one.windows.size() * one.numbers();
        }
        List<Integer> places = new ArrayList<>(features.size());
        for (int i = 0; i < features.size(); i++) {
            Feature feature = features.get(i);
            places.add(ofFeatures.get(i).map(one -> one.place(feature)).orElse(NOWHERE));
        }
        return places;
    }

    /**
     * The features' values.
     *
     * @param numbers what the script gave
     */
    Number[] values(List<Long> numbers) {
        Number[] values = new Number[places.size()];
        for (int i = 0; i < values.length; i++) {
            int place = places.get(i);
            long number = place == NOWHERE ? 0 : numbers.get(place);
            values[i] = features.get(i).kind() == Feature.Kind.SUM ? (Number) Units.toDecimal(number) : number;
        }
        return values;
    }
}
