package io.riskgate.benchmark.languages;

import java.math.BigDecimal;
import java.util.List;

/** One condition of a rule. What is absent fulfils {@link Absent} alone. */
sealed interface Condition {

    record AtLeast(Operand operand, BigDecimal limit) implements Condition {}

    record Below(Operand operand, BigDecimal limit) implements Condition {}

    record OneOf(Property property, List<String> values) implements Condition {}

    /** Both are there, and are different. */
    record Differing(Property left, Property right) implements Condition {}

    record Absent(Property property) implements Condition {}

    record AnyOf(List<Condition> conditions) implements Condition {}
}
