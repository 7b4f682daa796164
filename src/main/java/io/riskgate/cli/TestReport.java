package io.riskgate.cli;

import io.riskgate.rules.Problem;
import io.riskgate.ruletest.Mismatch;
import io.riskgate.ruletest.Outcome;
import io.riskgate.ruletest.TestedRules;
import java.util.List;

/**
 * What {@code rules test} found.
 *
 * @param ok whether it is good enough for the exit code 0
 */
record TestReport(boolean ok, List<TestedFile> files, Totals totals) {

    /**
     * One file of rules and its tests.
     *
     * @param problems of either file; if there are any, no test ran
     */
    record TestedFile(
            String rules,
            String tests,
            List<Problem> problems,
            List<Test> results,
            List<TestedRules.NeverFired> neverFired) {}

    /** @param line where it begins in its file */
    record Test(String name, int line, boolean passed, Outcome outcome, List<Mismatch> mismatches) {}

    /**
     * Over all files.
     *
     * @param rules that can fire
     * @param neverFired those of them that no test fired
     */
    record Totals(long tests, long passed, long failed, long problems, long rules, long neverFired) {}

    /** @param strict whether a rule that no test fired is too bad */
    static TestReport of(List<TestedRules> tested, boolean strict) {
        long tests = tested.stream().mapToLong(t -> t.tests().size()).sum();
        long failed = tested.stream().mapToLong(TestedRules::failed).sum();
        long problems = tested.stream().mapToLong(t -> t.problems().size()).sum();
        long neverFired = tested.stream().mapToLong(t -> t.neverFired().size()).sum();
        return new TestReport(
                failed == 0 && problems == 0 && (neverFired == 0 || !strict),
                tested.stream().map(TestReport::file).toList(),
                new Totals(
                        tests,
                        tests - failed,
                        failed,
                        problems,
                        tested.stream().mapToLong(TestedRules::rules).sum(),
                        neverFired));
    }

    private static TestedFile file(TestedRules tested) {
        return new TestedFile(
                tested.files().rules().toString(),
                tested.files().tests().toString(),
                tested.problems().stream()
                        .map(problem -> RulesetSource.inFile(problem, path(tested, problem)))
                        .toList(),
                tested.tests().stream()
                        .map(test ->
                                new Test(test.name(), test.line(), test.passed(), test.outcome(), test.mismatches()))
                        .toList(),
                tested.neverFired());
    }

    /** The one of the two files that the problem is in. */
    private static String path(TestedRules tested, Problem problem) {
        return problem.file() == null
                ? tested.files().rules().toString()
                : tested.files().rules().resolveSibling(problem.file()).toString();
    }
}
