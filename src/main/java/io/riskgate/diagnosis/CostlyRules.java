package io.riskgate.diagnosis;

import io.riskgate.decision.DecisionConfig;
import io.riskgate.diagnosis.BusyScopes.Busy;
import io.riskgate.diagnosis.Finding.Named;
import io.riskgate.rules.ActiveRulesets;
import io.riskgate.rules.Ruleset;
import io.riskgate.shard.ShardState;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Which rulesets take the most time. It is measured of whole rulesets, as {@link RuleTimer} says, since that is what is evaluated: in a
 * larger set conditions are shared between rules, and the cost of one of them is nobody's alone.
 */
@Singleton
final class CostlyRules implements Examination {

    static final String ID = "costly_rules";

    /** Of the budget, for one ruleset: there are two, and reading, gathering and answering need the most of it. */
    static final double BUDGET_SHARE_MAX = 0.1;

    private static final int NAMED = 5;

    private final BusyScopes scopes;
    private final ActiveRulesets rulesets;
    private final Duration budget;
    private final Clock clock;

    /**
     * A ruleset and its cost.
     *
     * @param micros of one evaluation, as measured
     * @param estimatedMicros as its compilation has estimated it
     * @param testsMax conditions that are evaluated at most
     * @param decisions that it was evaluated for in the last hour
     */
    record Cost(String ruleset, int rules, double micros, double estimatedMicros, long testsMax, long decisions) {

        /** Of the last hour, in microseconds. */
        double total() {
            return micros * decisions;
        }
    }

    CostlyRules(BusyScopes scopes, ActiveRulesets rulesets, DecisionConfig config, Clock clock) {
        this.scopes = scopes;
        this.rulesets = rulesets;
        this.budget = config.budget();
        this.clock = clock;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Finding examine() {
        List<Cost> costs = new ArrayList<>();
        for (Busy busy : scopes.busiest()) {
            Ruleset ruleset = rulesets.active(busy.scope());
            if (ruleset != null) {
                costs.add(cost(ruleset, busy.decisions(), clock.instant()));
            }
        }
        return judge(costs, budget);
    }

    static Cost cost(Ruleset ruleset, long decisions, Instant now) {
        return new Cost(
                ruleset.name(),
                ruleset.compiled().rules().size(),
                RuleTimer.medianMicros(ruleset.compiled(), now),
                ruleset.compiled().cost().estimatedMicros(),
                ruleset.compiled().cost().testsMax(),
                decisions);
    }

    static Finding judge(List<Cost> costs, Duration budget) {
        if (costs.isEmpty()) {
            return Finding.ok(ID, "No rules are active for those who have decisions made.", Numbers.none());
        }
        double microsMax = BUDGET_SHARE_MAX * TimeUnit.NANOSECONDS.toMicros(budget.toNanos());
        List<Cost> tooSlow =
                costs.stream().filter(cost -> cost.micros() > microsMax).toList();
        List<Cost> neverBrief = costs.stream()
                .filter(cost -> cost.testsMax() > ShardState.BRIEF_TESTS_MAX)
                .toList();
        Cost slowest =
                costs.stream().max(Comparator.comparingDouble(Cost::micros)).orElseThrow();
        Numbers numbers = Numbers.of("rulesets", costs.size())
                .and("slowestMicros", slowest.micros())
                .and("tooSlow", tooSlow.size())
                .and("neverOnTheSpot", neverBrief.size());
        String summary = Wording.text(
                "Of %d rulesets %s takes the longest: %.1f us of a made-up checkout with %d items.",
                costs.size(), slowest.ruleset(), slowest.micros(), RuleTimer.ITEMS);
        if (!tooSlow.isEmpty()) {
            return Finding.of(
                    ID,
                    Severity.WARNING,
                    summary
                            + Wording.text(
                                    " More than %.0f us, a tenth of the budget: %d of them.",
                                    microsMax, tooSlow.size()),
                    numbers,
                    named(tooSlow, Comparator.comparingDouble(Cost::micros)),
                    "All merchants of a shard wait for the rules of each. Take out comparisons of items with each other, and regular"
                            + " expressions over many items; POST /v1/rulesets/check says what a text would cost.");
        }
        if (!neverBrief.isEmpty()) {
            return Finding.of(
                    ID,
                    Severity.NOTICE,
                    summary
                            + Wording.text(
                                    " With a worst case so long that it is never decided on the spot: %d of them.",
                                    neverBrief.size()),
                    numbers,
                    named(neverBrief, Comparator.comparingDouble(Cost::testsMax)),
                    "Their decisions change threads twice. Fewer comparisons of items with each other would spare that.");
        }
        return new Finding(
                ID, Severity.OK, summary, numbers.toMap(), named(costs, Comparator.comparingDouble(Cost::total)), "");
    }

    private static List<Named> named(List<Cost> costs, Comparator<Cost> by) {
        return costs.stream()
                .sorted(by.reversed())
                .limit(NAMED)
                .map(cost -> new Named(
                        cost.ruleset(),
                        Numbers.of("micros", cost.micros())
                                .and("estimatedMicros", cost.estimatedMicros())
                                .and("rules", cost.rules())
                                .and("testsMax", cost.testsMax())
                                .and("decisionsOfLastHour", cost.decisions())
                                .toMap()))
                .toList();
    }
}
