package io.riskgate.rules.compile;

import io.riskgate.rules.compile.ParsedRule.FactType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that a rule has bound so far, and those that it has bound where they cannot be seen. */
final class Scope {

    /**
     * What a name stands for.
     *
     * @param pattern the index of the pattern that bound it, in its rule
     * @param value the value, or {@code null} if the name stands for the fact itself
     */
    record Binding(FactType factType, int pattern, @Nullable Term value) {

        /** Whether both stand for the same, whichever branch of a rule bound them. */
        boolean sameAs(Binding other) {
            if (factType != FactType.CHECKOUT || other.factType != FactType.CHECKOUT) {
                return false;
            }
            return Objects.equals(canonical(), other.canonical());
        }

        private @Nullable String canonical() {
            return value == null ? null : value.canonical();
        }
    }

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

    /** Takes over what all branches of an {@code or} bound alike. */
    void adopt(List<Scope> branches) {
        Set<String> names = Set.copyOf(branches.getFirst().bindings.keySet());
        for (String name : names) {
            Binding first = branches.getFirst().bindings.get(name);
            if (first != null && branches.stream().allMatch(branch -> branch.binds(name, first))) {
                bindings.putIfAbsent(name, first);
            }
        }
    }

    private boolean binds(String name, Binding expected) {
        Binding own = bindings.get(name);
        return own != null && own.sameAs(expected);
    }
}
