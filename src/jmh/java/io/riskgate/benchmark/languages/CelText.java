package io.riskgate.benchmark.languages;

import java.math.BigDecimal;
import java.util.stream.Collectors;

/** Writes conditions as CEL reads them. */
final class CelText {

    private CelText() {}

    static String of(NeutralRule rule) {
        return rule.conditions().stream().map(CelText::condition).collect(Collectors.joining(" && "));
    }

    private static String condition(Condition condition) {
        return switch (condition) {
            case Condition.AtLeast atLeast -> compared(atLeast.operand(), ">=", atLeast.limit());
            case Condition.Below below -> compared(below.operand(), "<", below.limit());
            case Condition.OneOf oneOf -> oneOf.property().path() + Texts.equalToOneOf(oneOf.values(), "[", "]");
            case Condition.Differing(Property left, Property right) ->
                "%s != null && %s != null && %1$s != %2$s".formatted(left.path(), right.path());
            case Condition.Absent absent -> absent.property().path() + " == null";
            case Condition.AnyOf anyOf ->
                anyOf.conditions().stream()
                        .map(any -> "(" + condition(any) + ")")
                        .collect(Collectors.joining(" || ", "(", ")"));
        };
    }

    /** CEL has no number that is absent: to compare one is an error. */
    private static String compared(Operand operand, String operator, BigDecimal limit) {
        String path = operand.path();
        String literal = CelFacts.isDecimal(operand)
                ? limit.setScale(2).toPlainString()
                : limit.toBigIntegerExact().toString();
        String comparison = path + " " + operator + " " + literal;
        return operand instanceof Property property && property.optional()
                ? path + " != null && " + comparison
                : comparison;
    }
}
