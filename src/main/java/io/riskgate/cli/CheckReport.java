package io.riskgate.cli;

import io.riskgate.rules.Problem;
import java.util.List;
import java.util.Map;

/** What {@code rules check} found. */
record CheckReport(boolean ok, List<CheckedRuleset> rulesets) {

    static CheckReport of(List<CheckedRuleset> rulesets) {
        return new CheckReport(rulesets.stream().allMatch(CheckedRuleset::ok), rulesets);
    }

    /**
     * One ruleset.
     *
     * @param path of its directory or its file
     * @param ok whether the engine would take it
     * @param rules none if it would not
     * @param features the velocity values that the rules ask for
     * @param lists the names of the lists that the rules look into
     * @param limits the names of the limits that the rules ask for
     * @param problems errors if it is not ok, and warnings
     */
    record CheckedRuleset(
            String path,
            boolean ok,
            List<String> files,
            List<CheckedRule> rules,
            List<String> features,
            List<String> lists,
            List<String> limits,
            List<Problem> problems) {

        long errors() {
            return problems.stream()
                    .filter(p -> p.severity() == Problem.Severity.ERROR)
                    .count();
        }

        long warnings() {
            return problems.size() - errors();
        }
    }

    /**
     * One rule of a ruleset that is ok.
     *
     * @param line in its file
     */
    record CheckedRule(
            String name,
            String file,
            int line,
            int salience,
            boolean enabled,
            List<String> reasons,
            Map<String, String> annotations) {}
}
