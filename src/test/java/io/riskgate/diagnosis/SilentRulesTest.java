package io.riskgate.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.riskgate.diagnosis.Finding.Named;
import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.Decided;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.RuleSession;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.registry.RegistryFixture;
import io.riskgate.statistics.CountedStatistics;
import io.riskgate.telemetry.RuleHits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that were uploaded and evaluated, and statistics of decisions after that. */
class SilentRulesTest {

    private static final String RULES = """
            package p
            rule "fires" when Checkout( amount < 1000 ) then decision.tag("t"); end
            rule "never" when Checkout( amount > 1000 ) then decision.decline("never"); end
            rule "off" enabled false when Checkout( amount > 1000 ) then decision.decline("off"); end
            """;

    @TempDir
    Path dataDir;

    private final RuleHits hits = new RuleHits(new SimpleMeterRegistry());
    private RegistryFixture rulesets;
    private CountedStatistics statistics;

    /** The registry's clock is the system's; so an hour has passed since the upload. */
    private final Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

    @BeforeEach
    void start() throws Exception {
        rulesets = new RegistryFixture(dataDir);
        statistics = new CountedStatistics(dataDir, later);
        rulesets.upload("acme", RULES);
    }

    @AfterEach
    void stop() {
        rulesets.close();
    }

    private void decide(int decisions, Instant at) {
        Ruleset active = rulesets.registry.active("acme");
        try (RuleSession session = active.compiled().newSession()) {
            Evaluation evaluation =
                    new Evaluation(Checkouts.checkout("acme", "1"), new Number[0], 0, (list, value) -> false);
            session.evaluate(evaluation);
            hits.evaluated("acme", evaluation.firings());
        }
        for (int i = 0; i < decisions; i++) {
            statistics.written(Decided.decided("acme", Integer.toString(i), at, Verdict.APPROVE));
        }
    }

    private Finding examined() {
        BusyScopes scopes = new BusyScopes(statistics.reports(), later);
        return new SilentRules(scopes, rulesets.registry, statistics.reports(), hits, later).examine();
    }

    @Test
    void ruleThatNeverFires_isFoundAfterManyDecisions() {
        decide((int) SilentRules.DECISIONS_MIN - 1, later.instant());
        assertThat(examined().severity()).isEqualTo(Severity.OK);

        decide(1, later.instant());
        Finding finding = examined();
        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
        assertThat(finding.of()).extracting(Named::name).containsExactly("acme@1: never");
        assertThat(finding.of().getFirst().numbers()).containsEntry("decisions", SilentRules.DECISIONS_MIN);
        assertThat(finding.numbers()).containsEntry("rules", 2L).containsEntry("silent", 1L);
        assertThat(finding.advice()).contains("explain");
    }

    @Test
    void decisionsFromBeforeTheVersion_doNotCount() {
        decide((int) SilentRules.DECISIONS_MIN, later.instant().minus(Duration.ofHours(2)));
        decide(1, later.instant());
        assertThat(examined().severity()).isEqualTo(Severity.OK);
        assertThat(examined().numbers()).containsEntry("silent", 0L);
    }

    @Test
    void ruleThatIsCountedAmongOthers_isNotCalledSilent() {
        assertThat(SilentRules.judge(List.of(new SilentRules.Rule(
                                "acme@1", "renamed", SilentRules.DECISIONS_MIN, OptionalLong.empty())))
                        .numbers())
                .containsEntry("silent", 0L)
                .containsEntry("notCountedByThemselves", 1L);
    }
}
