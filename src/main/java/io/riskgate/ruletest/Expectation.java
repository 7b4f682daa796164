package io.riskgate.ruletest;

import io.riskgate.model.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a test expects; what is {@code null} does not matter to it.
 *
 * @param reasons exactly these codes, in any order
 * @param tags exactly these, in any order
 * @param fired these rules fired, whatever else did
 * @param notFired none of these rules fired
 */
record Expectation(
        Verdict verdict,
        @Nullable Integer score,
        @Nullable List<String> reasons,
        @Nullable List<String> tags,
        List<String> fired,
        List<String> notFired) {

    List<Mismatch> mismatches(Outcome outcome) {
        List<Mismatch> mismatches = new ArrayList<>();
        if (verdict != outcome.verdict()) {
            mismatches.add(
                    new Mismatch("verdict", verdict.name(), outcome.verdict().name()));
        }
        if (score != null && score != outcome.score()) {
            mismatches.add(new Mismatch("score", score.toString(), Integer.toString(outcome.score())));
        }
        if (reasons != null && !same(reasons, outcome.reasons())) {
            mismatches.add(new Mismatch("reasons", text(reasons), text(outcome.reasons())));
        }
        if (tags != null && !same(tags, outcome.tags())) {
            mismatches.add(new Mismatch("tags", text(tags), text(outcome.tags())));
        }
        if (!outcome.fired().containsAll(fired)) {
            mismatches.add(new Mismatch("fired", text(fired), text(outcome.fired())));
        }
        if (notFired.stream().anyMatch(outcome.fired()::contains)) {
            mismatches.add(new Mismatch("not_fired", "none of " + text(notFired), text(outcome.fired())));
        }
        return mismatches;
    }

    private static boolean same(Collection<String> expected, Collection<String> actual) {
        return new HashSet<>(expected).equals(new HashSet<>(actual));
    }

    private static String text(List<String> texts) {
        return texts.isEmpty() ? "none" : String.join(", ", texts);
    }
}
