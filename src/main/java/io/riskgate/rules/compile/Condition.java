package io.riskgate.rules.compile;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that holds or not for a row, ready to run. A test that is made of others keeps their tests and not the
 * conditions themselves, whose texts would stay in memory as long as the ruleset.
 *
 * @param canonical close to how an author writes it
 * @param bound set if this only compares a value with a literal
 * @param leaves the values that it looks at
 * @param work how many evaluations of a simple condition it costs at most
 */
record Condition(String canonical, Test test, @Nullable Bound bound, List<Term> leaves, int work) {

    private static final int CHEAP_WORK_MAX = 8;

    Condition {
        leaves = List.copyOf(leaves);
    }

    /** Runs on the thread that has the shard; no side effects. */
    @FunctionalInterface
    interface Test {
        boolean holds(Row row);
    }

    static Condition of(String canonical, Test test, Term... reads) {
        return of(canonical, test, null, Term.leavesOf(reads));
    }

    static Condition of(String canonical, Test test, @Nullable Bound bound, List<Term> leaves) {
        int work = leaves.stream().mapToInt(Term::work).sum();
        return new Condition(canonical, test, bound, leaves, Math.max(1, work));
    }

    /** The same only for conditions that hold for the same facts, so that Drools can share them. */
    String fingerprint() {
        return bound == null ? canonical : bound.canonical();
    }

    /** Whether it costs much more than others do: regular expressions, whose steps are counted, and walks over the items. */
    boolean isDear() {
        return work > CHEAP_WORK_MAX;
    }

    boolean looksAtVelocity() {
        return leaves.stream().anyMatch(Term::isVelocity);
    }

    /** The same, but for what it is while shared windows do not answer. */
    Condition withDegraded(boolean holds) {
        Test whole = test;
        return new Condition(
                canonical + (holds ? " or degraded" : " and not degraded"),
                row -> row.evaluation().degraded() ? holds : whole.holds(row),
                null,
                leaves,
                work);
    }

    Condition costing(int evaluations) {
        return new Condition(canonical, test, bound, leaves, evaluations);
    }

    Condition and(Condition other) {
        Test left = test;
        Test right = other.test;
        return joined(" && ", other, row -> left.holds(row) && right.holds(row));
    }

    Condition or(Condition other) {
        Test left = test;
        Test right = other.test;
        return joined(" || ", other, row -> left.holds(row) || right.holds(row));
    }

    /** One that holds where all of them do, and looks at them in their order. */
    static Condition all(List<Condition> conditions) {
        if (conditions.size() == 1) {
            return conditions.getFirst();
        }
        Test[] tests = conditions.stream().map(Condition::test).toArray(Test[]::new);
        return new Condition(
                // Not their fingerprints, in which text is not quoted and could read like a second condition.
                conditions.stream().map(Condition::canonical).collect(Collectors.joining(" && ")),
                row -> {
                    for (Test each : tests) {
                        if (!each.holds(row)) {
                            return false;
                        }
                    }
                    return true;
                },
                null,
                conditions.stream()
                        .flatMap(condition -> condition.leaves().stream())
                        .toList(),
                conditions.stream().mapToInt(Condition::work).sum());
    }

    Condition negated() {
        Test positive = test;
        return new Condition("!(" + canonical + ")", row -> !positive.holds(row), null, leaves, work);
    }

    private Condition joined(String operator, Condition other, Test both) {
        return new Condition(
                "(" + canonical + operator + other.canonical + ")",
                both,
                null,
                Stream.concat(leaves.stream(), other.leaves.stream()).toList(),
                work + other.work);
    }

    /** The patterns whose items it looks at, the given one not among them. */
    List<Integer> patternsBut(int own) {
        return leaves.stream()
                .map(Term::pattern)
                .filter(pattern -> pattern != Term.NO_ITEM && pattern != own)
                .distinct()
                .toList();
    }
}
