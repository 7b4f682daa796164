package io.riskgate.benchmark.languages;

import java.util.stream.Collectors;

/** Writes conditions as MVEL, the language of Easy Rules' rule files, reads them. */
final class MvelText {

    private MvelText() {}

    static String of(NeutralRule rule) {
        return rule.conditions().stream().map(MvelText::condition).collect(Collectors.joining(" && "));
    }

    private static String condition(Condition condition) {
        return switch (condition) {
            case Condition.AtLeast atLeast -> compared(atLeast.operand(), ">= " + atLeast.limit());
            case Condition.Below below -> compared(below.operand(), "< " + below.limit());
            case Condition.OneOf oneOf ->
                oneOf.values().stream()
                        .map(value -> operand(oneOf.property()) + " == " + Texts.quoted(value))
                        .collect(Collectors.joining(" || ", "(", ")"));
            case Condition.Differing(Property left, Property right) ->
                "%s != null && %s != null && %1$s != %2$s".formatted(operand(left), operand(right));
            case Condition.Absent absent -> operand(absent.property()) + " == null";
            case Condition.AnyOf anyOf ->
                anyOf.conditions().stream()
                        .map(any -> "(" + condition(any) + ")")
                        .collect(Collectors.joining(" || ", "(", ")"));
        };
    }

    private static String compared(Operand operand, String comparison) {
        String compared = operand(operand) + " " + comparison;
        return operand instanceof Property property && property.optional()
                ? operand(operand) + " != null && " + compared
                : compared;
    }

    private static String operand(Operand operand) {
        return switch (operand) {
            case Property property -> "checkout." + property.path();
            case Velocity velocity -> velocity.path();
        };
    }
}
