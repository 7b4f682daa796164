package io.riskgate.rules.compile;

import io.riskgate.rules.language.ValueType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The methods that a condition may call on a text or an instant, by name and the types of their arguments. Where Java
 * throws (on an absent value, or a place outside of the text) there is no result, and nothing that needs it holds.
 */
final class Methods {

    /** What a method does with its target and its one or two arguments, none of them {@code null}. */
    private interface Body {
        @Nullable
        Object apply(Object target, Object first, Object second);
    }

    private record Signature(ValueType target, String name, List<ValueType> arguments, ValueType result, Body body) {

        boolean takes(Term on, String called, List<Term> given) {
            if (on.type() != target || !name.equals(called) || given.size() != arguments.size()) {
                return false;
            }
            for (int i = 0; i < given.size(); i++) {
                ValueType type = given.get(i).type();
                boolean widened = arguments.get(i) == ValueType.LONG && type == ValueType.WHOLE;
                if (type != arguments.get(i) && !widened) {
                    return false;
                }
            }
            return true;
        }

        String text() {
            return name + arguments.stream().map(ValueType::label).collect(Collectors.joining(", ", "(", ")"));
        }
    }

    private static final List<Signature> SIGNATURES = List.of(
            text("length", ValueType.WHOLE, String::length),
            text("toLowerCase", ValueType.TEXT, text -> text.toLowerCase(Locale.ROOT)),
            text("toUpperCase", ValueType.TEXT, text -> text.toUpperCase(Locale.ROOT)),
            text("trim", ValueType.TEXT, String::trim),
            text("isEmpty", ValueType.BOOLEAN, String::isEmpty),
            text("isBlank", ValueType.BOOLEAN, String::isBlank),
            texts("startsWith", ValueType.BOOLEAN, String::startsWith),
            texts("endsWith", ValueType.BOOLEAN, String::endsWith),
            texts("contains", ValueType.BOOLEAN, String::contains),
            texts("equalsIgnoreCase", ValueType.BOOLEAN, String::equalsIgnoreCase),
            texts("indexOf", ValueType.WHOLE, (text, part) -> text.indexOf(part)),
            new Signature(
                    ValueType.TEXT,
                    "substring",
                    List.of(ValueType.WHOLE),
                    ValueType.TEXT,
                    (text, from, none) -> substring((String) text, (Integer) from, ((String) text).length())),
            new Signature(
                    ValueType.TEXT,
                    "substring",
                    List.of(ValueType.WHOLE, ValueType.WHOLE),
                    ValueType.TEXT,
                    (text, from, to) -> substring((String) text, (Integer) from, (Integer) to)),
            instants("isAfter", Instant::isAfter),
            instants("isBefore", Instant::isBefore),
            shifted("plusSeconds", 1),
            shifted("minusSeconds", -1),
            instant("getEpochSecond", Instant::getEpochSecond),
            instant("toEpochMilli", Methods::epochMilli),
            new Signature(
                    ValueType.TEXTS,
                    "contains",
                    List.of(ValueType.TEXT),
                    ValueType.BOOLEAN,
                    (texts, text, none) -> ((List<?>) texts).contains(text)));

    private Methods() {}

    /** @throws Refusal if there is no such method */
    static Term call(Term target, String name, List<Term> arguments, int offset) {
        Signature method = SIGNATURES.stream()
                .filter(signature -> signature.takes(target, name, arguments))
                .findFirst()
                .orElseThrow(() -> unknown(target, name, offset));
        Term.Code on = target.code();
        @Nullable Term first = arguments.isEmpty() ? null : arguments.get(0);
        @Nullable Term second = arguments.size() < 2 ? null : arguments.get(1);
        Term.Code code = row -> {
            Object value = on.eval(row);
            Object a = first == null ? "" : first.code().eval(row);
            Object b = second == null ? "" : second.code().eval(row);
            return value == null || a == null || b == null
                    ? null
                    : method.body().apply(value, a, b);
        };
        String canonical = target.canonical() + "." + name
                + arguments.stream().map(Term::canonical).collect(Collectors.joining(", ", "(", ")"));
        Term[] from = Stream.concat(Stream.of(target), arguments.stream()).toArray(Term[]::new);
        return Term.computed(method.result(), canonical, code, from);
    }

    private static Refusal unknown(Term target, String name, int offset) {
        String known = SIGNATURES.stream()
                .filter(signature -> signature.target() == target.type())
                .map(Signature::text)
                .collect(Collectors.joining(", "));
        return new Refusal(
                ProblemCode.UNKNOWN_FUNCTION,
                offset,
                target.type().label() + " has no method " + name + " with these arguments",
                known.isEmpty() ? "Only text and instants have methods." : "There are " + known + ".");
    }

    private static @Nullable String substring(String text, int from, int to) {
        return from < 0 || to > text.length() || from > to ? null : text.substring(from, to);
    }

    private static @Nullable Long epochMilli(Instant instant) {
        try {
            return instant.toEpochMilli();
        } catch (ArithmeticException outside) {
            return null;
        }
    }

    private static Signature text(String name, ValueType result, Function<String, @Nullable Object> body) {
        return new Signature(ValueType.TEXT, name, List.of(), result, (text, none, no) -> body.apply((String) text));
    }

    private static Signature texts(String name, ValueType result, BiFunction<String, String, @Nullable Object> body) {
        return new Signature(
                ValueType.TEXT,
                name,
                List.of(ValueType.TEXT),
                result,
                (text, other, none) -> body.apply((String) text, (String) other));
    }

    private static Signature instant(String name, Function<Instant, @Nullable Object> body) {
        return new Signature(
                ValueType.INSTANT,
                name,
                List.of(),
                ValueType.LONG,
                (instant, none, no) -> body.apply((Instant) instant));
    }

    private static Signature instants(String name, BiFunction<Instant, Instant, @Nullable Object> body) {
        return new Signature(
                ValueType.INSTANT,
                name,
                List.of(ValueType.INSTANT),
                ValueType.BOOLEAN,
                (instant, other, none) -> body.apply((Instant) instant, (Instant) other));
    }

    private static Signature shifted(String name, int sign) {
        return new Signature(
                ValueType.INSTANT, name, List.of(ValueType.LONG), ValueType.INSTANT, (instant, seconds, none) -> {
                    try {
                        long by = ((Number) seconds).longValue();
                        return sign > 0 ? ((Instant) instant).plusSeconds(by) : ((Instant) instant).minusSeconds(by);
                    } catch (DateTimeException | ArithmeticException outside) {
                        return null;
                    }
                });
    }
}
