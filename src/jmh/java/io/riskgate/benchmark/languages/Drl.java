package io.riskgate.benchmark.languages;

import java.util.List;
import java.util.stream.Collectors;

/** Writes rules as Riskgate and stock Drools read them. */
final class Drl {

    private Drl() {}

    static String text(List<NeutralRule> rules) {
        return "package neutral\n\n" + rules.stream().map(Drl::rule).collect(Collectors.joining("\n"));
    }

    private static String rule(NeutralRule rule) {
        String constraints = rule.conditions().stream().map(Drl::condition).collect(Collectors.joining(", "));
        return """
                rule "%s"
                when
                    Checkout( %s )
                then
                    decision.review("%1$s");
                end
                """.formatted(rule.code(), constraints);
    }

    private static String condition(Condition condition) {
        return switch (condition) {
            case Condition.AtLeast atLeast -> operand(atLeast.operand()) + " >= " + atLeast.limit();
            case Condition.Below below -> operand(below.operand()) + " < " + below.limit();
            case Condition.OneOf oneOf -> operand(oneOf.property()) + Texts.equalToOneOf(oneOf.values(), "(", ")");
            case Condition.Differing(Property left, Property right) ->
                "%s != null, %s != null, %1$s != %2$s".formatted(operand(left), operand(right));
            case Condition.Absent absent -> operand(absent.property()) + " == null";
            case Condition.AnyOf anyOf ->
                anyOf.conditions().stream().map(Drl::condition).collect(Collectors.joining(" || "));
        };
    }

    private static String operand(Operand operand) {
        return switch (operand) {
            case Property property -> property.path();
            case Velocity velocity -> velocity.feature().text();
        };
    }
}
