package io.riskgate.diagnosis;

import io.riskgate.diagnosis.BusyScopes.Busy;
import io.riskgate.diagnosis.Finding.Named;
import io.riskgate.rules.RuleDescription;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.registry.RulesetRegistry;
import io.riskgate.statistics.StatisticsReports;
import io.riskgate.telemetry.RuleHits;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Rules that have not fired although there were many decisions. Firings are those since the start of this engine, and a rule is known by
 * its name, so one that an earlier version had fire is not among them. Decisions are counted since the active version serves, or of the last
 * day, if that is less.
 */
@Singleton
final class SilentRules implements Examination {

    static final String ID = "silent_rules";

    /** A rule against fraud may fire once in thousands of checkouts. */
    static final long DECISIONS_MIN = 10_000;

    private static final Duration LOOKED_BACK = Duration.ofDays(1);

    private final BusyScopes scopes;
    private final RulesetRegistry registry;
    private final StatisticsReports reports;
    private final RuleHits hits;
    private final Clock clock;

    /**
     * A rule that is enabled.
     *
     * @param decisions for which it was evaluated, at least
     * @param fired decisions in which it fired; empty where its firings are counted among others'
     */
    record Rule(String ruleset, String name, long decisions, OptionalLong fired) {

        boolean isSilent() {
            return decisions >= DECISIONS_MIN && fired.isPresent() && fired.getAsLong() == 0;
        }
    }

    SilentRules(BusyScopes scopes, RulesetRegistry registry, StatisticsReports reports, RuleHits hits, Clock clock) {
        this.scopes = scopes;
        this.registry = registry;
        this.reports = reports;
        this.hits = hits;
        this.clock = clock;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Finding examine() {
        List<Rule> rules = new ArrayList<>();
        for (Busy busy : scopes.busiest()) {
            Ruleset ruleset = registry.active(busy.scope());
            if (ruleset != null) {
                addRules(ruleset, rules);
            }
        }
        return judge(rules);
    }

    private void addRules(Ruleset ruleset, List<Rule> rules) {
        Instant now = clock.instant();
        Instant dayAgo = now.minus(LOOKED_BACK);
        Instant served = registry.servedSince(ruleset.scope()).orElse(now);
        // The minute in which it began to serve had decisions before it.
        Instant since = served.isAfter(dayAgo) ? served.plus(Duration.ofMinutes(1)) : dayAgo;
        long decisions = reports.decisionsSince(ruleset.scope(), since, now);
        for (RuleDescription rule : ruleset.compiled().rules()) {
            if (rule.enabled()) {
                rules.add(new Rule(ruleset.name(), rule.name(), decisions, hits.hits(ruleset.scope(), rule.name())));
            }
        }
    }

    static Finding judge(List<Rule> rules) {
        List<Rule> silent = rules.stream().filter(Rule::isSilent).toList();
        Numbers numbers = Numbers.of("rules", rules.size())
                .and("silent", silent.size())
                .and(
                        "notCountedByThemselves",
                        rules.stream().filter(rule -> rule.fired().isEmpty()).count());
        if (silent.isEmpty()) {
            return Finding.ok(
                    ID,
                    Wording.text("Of %d rules none was silent for %d decisions.", rules.size(), DECISIONS_MIN),
                    numbers);
        }
        return Finding.of(
                ID,
                Severity.NOTICE,
                Wording.text(
                        "Rules that have not fired in %d decisions or more: %d of %d.",
                        DECISIONS_MIN, silent.size(), rules.size()),
                numbers,
                silent.stream()
                        .map(rule -> new Named(
                                rule.ruleset() + ": " + rule.name(),
                                Numbers.of("decisions", rule.decisions()).toMap()))
                        .toList(),
                "A rule against what is rare may be right. Else ./riskgate explain shows, for a checkout that it was made for, which"
                        + " of its conditions fails.");
    }
}
