package io.riskgate.benchmark.languages;

import io.riskgate.rules.compile.Traffic;
import io.riskgate.velocity.Feature;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes conditions the Java that one would write by hand: closures over the checkout and the values of its features. */
final class Lambdas {

    private final List<Feature> features;

    /** @param features what the values of an event are of, in that order */
    Lambdas(List<Feature> features) {
        this.features = features;
    }

    Predicate<Traffic.Event> of(NeutralRule rule) {
        return rule.conditions().stream()
                .map(this::condition)
                .reduce(Predicate::and)
                .orElseThrow();
    }

    private Predicate<Traffic.Event> condition(Condition condition) {
        return switch (condition) {
            case Condition.AtLeast(Operand operand, BigDecimal limit) -> atLeast(operand, limit);
            case Condition.Below(Property property, BigDecimal limit) -> below(property, limit);
            case Condition.Below(Velocity velocity, BigDecimal limit) ->
                atLeast(velocity, limit).negate();
            case Condition.OneOf oneOf -> {
                Set<String> values = Set.copyOf(oneOf.values());
                yield event -> oneOf.property().of(event.checkout()) instanceof String text && values.contains(text);
            }
            case Condition.Differing(Property left, Property right) ->
                event -> left.of(event.checkout()) instanceof String one
                        && right.of(event.checkout()) instanceof String other
                        && !one.equals(other);
            case Condition.Absent absent -> event -> absent.property().of(event.checkout()) == null;
            case Condition.AnyOf anyOf ->
                anyOf.conditions().stream()
                        .map(this::condition)
                        .reduce(Predicate::or)
                        .orElseThrow();
        };
    }

    private Predicate<Traffic.Event> atLeast(Operand operand, BigDecimal limit) {
        return switch (operand) {
            case Property property ->
                event -> compare(property.of(event.checkout()), limit, limit.longValue(), -1) >= 0;
            case Velocity velocity -> {
                int index = features.indexOf(velocity.feature());
                long whole = limit.longValue();
                yield event -> compare(event.features()[index], limit, whole, -1) >= 0;
            }
        };
    }

    private static Predicate<Traffic.Event> below(Property property, BigDecimal limit) {
        long whole = limit.longValue();
        return event -> compare(property.of(event.checkout()), limit, whole, 1) < 0;
    }

    /** Compares a decimal with the limit, a whole number with the limit as such. */
    private static int compare(@Nullable Object value, BigDecimal limit, long whole, int ifAbsent) {
        return switch (value) {
            case BigDecimal decimal -> decimal.compareTo(limit);
            case Long number -> Long.compare(number, whole);
            case null, default -> ifAbsent;
        };
    }
}
