package io.riskgate.rules.compile;

import io.riskgate.rules.compile.ParsedRule.FactType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that a rule has bound so far. */
final class Scope {

    /**
     * What a name stands for.
     *
     * @param pattern the index of the pattern that bound it, in its rule
     * @param property the property, or {@code null} if the name stands for the fact itself
     */
    record Binding(FactType factType, int pattern, @Nullable Term property) {}

    private final Map<String, Binding> bindings = new HashMap<>();

    @Nullable
    Binding find(String name) {
        return bindings.get(name);
    }

    /** Returns {@code false} if the name is taken. */
    boolean bind(String name, Binding binding) {
        return bindings.putIfAbsent(name, binding) == null;
    }

    /** A scope that starts with the names of this one; what is bound in it is not seen here. */
    Scope nested() {
        Scope nested = new Scope();
        nested.bindings.putAll(bindings);
        return nested;
    }
}
