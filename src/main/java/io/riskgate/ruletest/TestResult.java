package io.riskgate.ruletest;

import java.util.List;

/**
 * What became of one test.
 *
 * @param line where it begins in its file, from 1
 * @param mismatches none if it passed
 */
public record TestResult(String name, int line, Outcome outcome, List<Mismatch> mismatches) {

    public TestResult {
        mismatches = List.copyOf(mismatches);
    }

    public boolean passed() {
        return mismatches.isEmpty();
    }
}
