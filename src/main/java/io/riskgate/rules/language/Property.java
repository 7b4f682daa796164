package io.riskgate.rules.language;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A property of a fact that a rule can read.
 *
 * @param <F> the fact's class
 * @param path as a rule writes it, such as {@code card.country}
 * @param primitive whether stock Drools sees a Java primitive, which cannot be compared with {@code null}
 * @param derived whether it is worked out each time that it is read, so that it pays to keep what came out
 * @param meaning one line for the documentation
 */
public record Property<F>(
        String path,
        ValueType type,
        boolean primitive,
        boolean derived,
        String meaning,
        Function<F, @Nullable Object> accessor) {}
