package io.riskgate.ruletest;

import io.riskgate.rules.Problem;
import java.util.List;

/**
 * What the tests of one file of rules showed.
 *
 * @param problems of either file; if there are any, no test ran
 * @param rules how many rules there are that can fire
 * @param neverFired those of them that no test fired, in the order of the file
 */
public record TestedRules(
        RuleTestFiles files, List<Problem> problems, List<TestResult> tests, int rules, List<NeverFired> neverFired) {

    /**
     * A rule that no test fired.
     *
     * @param line where it begins in its file, from 1
     */
    public record NeverFired(String rule, int line) {}

    public TestedRules {
        problems = List.copyOf(problems);
        tests = List.copyOf(tests);
        neverFired = List.copyOf(neverFired);
    }

    static TestedRules refused(RuleTestFiles files, List<Problem> problems) {
        return new TestedRules(files, problems, List.of(), 0, List.of());
    }

    /** How many tests did not pass. */
    public long failed() {
        return tests.stream().filter(test -> !test.passed()).count();
    }
}
