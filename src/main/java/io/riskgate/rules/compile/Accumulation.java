package io.riskgate.rules.compile;

import io.riskgate.model.Item;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.language.ValueType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The functions of {@code accumulate} over the items of a basket, as stock Drools computes them. The sum of nothing is 0,
 * as is the average of no amounts; the average of other numbers, the least and the greatest of nothing are {@code null}. An
 * average of amounts is rounded to their scale, half to even.
 */
enum Accumulation {
    COUNT,
    SUM,
    AVERAGE,
    MIN,
    MAX;

    /** The type of the result for arguments of that type, or {@code null} if they cannot be accumulated so. */
    @Nullable
    ValueType resultFor(ValueType argument) {
        return switch (this) {
            case COUNT -> ValueType.LONG;
            case SUM -> argument.isNumeric() ? argument : null;
            case AVERAGE -> {
                if (!argument.isNumeric()) {
                    yield null;
                }
                yield argument == ValueType.DECIMAL ? ValueType.DECIMAL : ValueType.DOUBLE;
            }
            case MIN, MAX -> argument.isNumeric() || argument == ValueType.TEXT ? argument : null;
        };
    }

    /** Whether there is no result, {@code null}, for no values of that type. */
    boolean isNullable(ValueType argument) {
        return switch (this) {
            case COUNT, SUM -> false;
            case AVERAGE -> argument != ValueType.DECIMAL;
            case MIN, MAX -> true;
        };
    }

    /**
     * The function's value for a row.
     *
     * @param argument what is accumulated of each item
     * @param source the pattern of the items; its conditions select them
     * @param outer the pattern of the one item outside that they look at, or {@link Term#NO_ITEM}
     */
    Term.Code over(Term argument, ParsedRule.Pattern source, int outer) {
        ValueType type = argument.type();
        return row -> {
            Item outside = outer == Term.NO_ITEM ? null : row.item(outer);
            return of(values(argument.code(), source, row.evaluation(), outside), type);
        };
    }

    private static List<Object> values(
            Term.Code argument, ParsedRule.Pattern source, Evaluation evaluation, @Nullable Item outside) {
        List<Object> values = new ArrayList<>();
        for (Item item : evaluation.checkout().items()) {
            Row row = new JoinedRow(evaluation, source.index(), item, outside);
            if (source.conditions().stream()
                    .allMatch(condition -> condition.test().holds(row))) {
                Object value = argument.eval(row);
                values.add(value == null ? Absent.VALUE : value);
            }
        }
        return values;
    }

    /** Stands for the argument of an item that has none: it is counted, and otherwise passed over. */
    private enum Absent {
        VALUE
    }

    private @Nullable Object of(List<Object> all, ValueType type) {
        if (this == COUNT) {
            return (long) all.size();
        }
        List<Object> values =
                all.stream().filter(value -> value != Absent.VALUE).toList();
        return switch (this) {
            case SUM -> sum(values, type);
            case AVERAGE -> average(values, type);
            case MIN -> values.isEmpty() ? null : Collections.min(values, ORDER);
            default -> values.isEmpty() ? null : Collections.max(values, ORDER);
        };
    }

    private static final Comparator<Object> ORDER = (a, b) -> switch (a) {
        case String text -> text.compareTo((String) b);
        case BigDecimal decimal -> decimal.compareTo((BigDecimal) b);
        case Double number -> number.compareTo((Double) b);
        default -> Long.compare(((Number) a).longValue(), ((Number) b).longValue());
    };

    private static Number sum(List<Object> values, ValueType type) {
        return switch (type) {
            case WHOLE -> values.stream().mapToInt(value -> (Integer) value).sum();
            case LONG -> values.stream().mapToLong(value -> (Long) value).sum();
            case DOUBLE -> values.stream().mapToDouble(value -> (Double) value).sum();
            default -> total(values);
        };
    }

    private static BigDecimal total(List<Object> values) {
        return values.stream().map(value -> (BigDecimal) value).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static @Nullable Number average(List<Object> values, ValueType type) {
        if (type == ValueType.DECIMAL) {
            return values.isEmpty()
                    ? BigDecimal.ZERO
                    : total(values).divide(BigDecimal.valueOf(values.size()), RoundingMode.HALF_EVEN);
        }
        double total = values.stream()
                .mapToDouble(value -> ((Number) value).doubleValue())
                .sum();
        return values.isEmpty() ? null : Double.valueOf(total / values.size());
    }
}
