package io.riskgate.rules.compile;

import org.jspecify.annotations.Nullable;

/**
 * Something that holds or not for a fact, ready to run.
 *
 * @param canonical the same for equal conditions, so that Drools can share them
 * @param equality set if this is only {@code text property == literal}, which Drools can look up by hash
 */
record Condition(String canonical, Test test, @Nullable Equality equality) {

    /** Runs on a shard's thread; no side effects. */
    @FunctionalInterface
    interface Test {
        boolean holds(Fact fact);
    }

    /** A property and the literal that it must equal. */
    record Equality(String path, Term.Code property, String literal) {}

    static Condition of(String canonical, Test test) {
        return new Condition(canonical, test, null);
    }

    Condition and(Condition other) {
        return of("(" + canonical + " && " + other.canonical + ")", f -> test.holds(f) && other.test.holds(f));
    }

    Condition or(Condition other) {
        return of("(" + canonical + " || " + other.canonical + ")", f -> test.holds(f) || other.test.holds(f));
    }

    Condition negated() {
        return of("!(" + canonical + ")", f -> !test.holds(f));
    }
}
