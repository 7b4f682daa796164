package io.riskgate.benchmark.languages;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import io.riskgate.rules.compile.Traffic;
import io.riskgate.velocity.Feature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A checkout as CEL's variables: one of each property and feature, which is found faster than a field of a map in a
 * variable. CEL has no decimals, so that amounts are doubles.
 */
final class CelFacts {

    private CelFacts() {}

    static boolean isDecimal(Operand operand) {
        return switch (operand) {
            case Property property -> property == Property.AMOUNT;
            case Velocity velocity -> velocity.feature().kind() == Feature.Kind.SUM;
        };
    }

    /** Properties that may be absent have no type: a text or a number if they are there, else null. */
    static CelType type(Operand operand) {
        if (operand instanceof Property property && property.optional()) {
            return SimpleType.DYN;
        }
        return isDecimal(operand) ? SimpleType.DOUBLE : SimpleType.INT;
    }

    static Map<String, Object> of(Traffic.Event event, List<Feature> features) {
        Map<String, Object> variables = new HashMap<>();
        for (Property property : Property.values()) {
            Object value = Objects.requireNonNullElse(property.of(event.checkout()), NullValue.NULL_VALUE);
            variables.put(property.path(), property == Property.AMOUNT ? ((Number) value).doubleValue() : value);
        }
        for (int i = 0; i < features.size(); i++) {
            Velocity velocity = new Velocity(features.get(i));
            Number value = event.features()[i];
            variables.put(velocity.path(), isDecimal(velocity) ? (Number) value.doubleValue() : value);
        }
        return variables;
    }
}
