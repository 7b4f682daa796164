package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.LIMIT_NAME_REFUSED;
import static io.riskgate.rules.compile.ProblemCode.LIST_NAME_REFUSED;
import static io.riskgate.rules.compile.ProblemCode.UNKNOWN_DIMENSION;
import static io.riskgate.rules.compile.ProblemCode.UNKNOWN_FUNCTION;
import static io.riskgate.rules.compile.ProblemCode.UNKNOWN_WINDOW;

import io.riskgate.rules.language.ValueType;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.Window;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The calls of {@code velocity}, {@code lists} and {@code limits} in a condition. */
final class Functions {

    /** Of a list or a limit. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

    private final References references;

    Functions(References references) {
        this.references = references;
    }

    /** @param arguments the texts of the call's arguments, which are all literals */
    Term velocity(String function, List<String> arguments, int offset) {
        return switch (function + "/" + arguments.size()) {
            case "count/2" ->
                feature(Feature.count(dimension(arguments.get(0), offset), window(arguments.get(1), offset)));
            case "sum/2" -> feature(Feature.sum(dimension(arguments.get(0), offset), window(arguments.get(1), offset)));
            case "distinct/3" ->
                feature(Feature.distinct(
                        dimension(arguments.get(0), offset),
                        dimension(arguments.get(1), offset),
                        window(arguments.get(2), offset)));
            default ->
                throw new Refusal(
                        UNKNOWN_FUNCTION,
                        offset,
                        "velocity has no function " + function + " with " + arguments.size() + " arguments",
                        "There are velocity.count(by, window), velocity.sum(by, window) and velocity.distinct(what, by, window).");
        };
    }

    private Term feature(Feature feature) {
        int index = references.indexOf(feature);
        ValueType type = feature.kind() == Feature.Kind.SUM ? ValueType.DECIMAL : ValueType.LONG;
        return Term.read(type, Term.Kind.PRIMITIVE, feature.text(), Term.NO_ITEM, row -> row.evaluation()
                .feature(index));
    }

    private static Dimension dimension(String name, int offset) {
        return Dimension.of(name)
                .orElseThrow(() -> new Refusal(
                        UNKNOWN_DIMENSION,
                        offset,
                        "Velocity cannot group by \"" + name + "\"",
                        "One of " + String.join(", ", Dimension.FIXED) + ", attributes.<name>."));
    }

    private static Window window(String label, int offset) {
        return Window.ofLabel(label)
                .orElseThrow(() -> new Refusal(
                        UNKNOWN_WINDOW,
                        offset,
                        "There is no window \"" + label + "\"",
                        "One of "
                                + Arrays.stream(Window.values())
                                        .map(Window::label)
                                        .collect(Collectors.joining(", ")) + "."));
    }

    /** @param limit the text of the call's argument, which is a literal */
    Term available(String limit, int offset) {
        if (!NAME.matcher(limit).matches()) {
            throw new Refusal(
                    LIMIT_NAME_REFUSED,
                    offset,
                    "\"" + limit + "\" cannot be the name of a limit",
                    "Names begin with a-z and have up to 64 of a-z, 0-9, _ and -.");
        }
        int index = references.indexOfLimit(limit);
        return Term.read(
                ValueType.DECIMAL,
                Term.Kind.PROPERTY,
                "limits.available(\"" + limit + "\")",
                Term.NO_ITEM,
                row -> row.evaluation().available(index));
    }

    Condition listContains(String list, Term value, int offset) {
        if (!NAME.matcher(list).matches()) {
            throw new Refusal(
                    LIST_NAME_REFUSED,
                    offset,
                    "\"" + list + "\" cannot be the name of a list",
                    "Names begin with a-z and have up to 64 of a-z, 0-9, _ and -.");
        }
        references.addList(list);
        Term.Code code = value.code();
        return Condition.of(
                "lists.contains(\"" + list + "\", " + value.canonical() + ")",
                row -> code.eval(row) instanceof String text && row.evaluation().listed(list, text),
                value);
    }
}
