package io.riskgate.rules.registry;

import static io.riskgate.rules.registry.RegistryFixture.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.riskgate.fixture.Checkouts;
import io.riskgate.journal.ChangeEntry;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Ruleset;
import io.riskgate.store.ModeChange;
import io.riskgate.store.RollbackLimits;
import io.riskgate.store.RulesetVersion;
import io.riskgate.store.RulesetVersion.Mode;
import io.riskgate.telemetry.MetricNames;
import io.riskgate.trial.Comparison;
import io.riskgate.trial.Comparison.Side;
import io.riskgate.trial.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What versions go through, from draft to retired. */
class RulesetLifeTest {

    private static final Duration RETIRED_WITHIN = Duration.ofSeconds(1);
    private static final RollbackLimits STRICT = new RollbackLimits(0.08, 0.01, 2_000L, 200);

    @TempDir
    Path dataDir;

    private RegistryFixture fixture;

    @BeforeEach
    void open() {
        fixture = new RegistryFixture(dataDir);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static WantedMode to(Mode mode) {
        return WantedMode.of(mode, "ann", "because");
    }

    private static WantedMode canary(int percent, @Nullable RollbackLimits limits) {
        return new WantedMode(Mode.CANARY, percent, limits, "ann", "because");
    }

    private List<Trial> trials(String scope) {
        return fixture.registry.trials(scope);
    }

    private Mode mode(int version) {
        ModeChange last = fixture.store.changes("acme").stream()
                .filter(change -> change.version() == version)
                .reduce((earlier, later) -> later)
                .orElse(null);
        RulesetVersion known = fixture.store.history("acme").get(version - 1);
        return known.now(
                fixture.store.active("acme").isPresent()
                        && fixture.store.active("acme").getAsInt() == version,
                last);
    }

    @Test
    void version_goesFromDraftToActiveAndIsRetiredByTheNext() throws Exception {
        fixture.upload("acme", rule("one"));
        fixture.upload("acme", rule("two"), to(Mode.DRAFT));
        assertThat(mode(2)).isEqualTo(Mode.DRAFT);
        assertThat(trials("acme")).isEmpty();

        fixture.move("acme", 2, to(Mode.SHADOW));
        assertThat(mode(2)).isEqualTo(Mode.SHADOW);
        assertThat(trials("acme")).singleElement().satisfies(trial -> {
            assertThat(trial.ruleset().name()).isEqualTo("acme@2");
            assertThat(trial.against()).isSameAs(fixture.registry.active("acme"));
            assertThat(trial.isCanary()).isFalse();
        });
        assertThat(fixture.activeName("acme")).isEqualTo("acme@1");

        fixture.move("acme", 2, canary(10, STRICT));
        assertThat(trials("acme")).singleElement().satisfies(trial -> {
            assertThat(trial.change().percent()).isEqualTo(10);
            assertThat(trial.rollback()).isEqualTo(STRICT);
        });

        fixture.move("acme", 2, to(Mode.ACTIVE));
        assertThat(fixture.activeName("acme")).isEqualTo("acme@2");
        assertThat(trials("acme")).isEmpty();
        assertThat(mode(1)).isEqualTo(Mode.RETIRED);
        assertThat(mode(2)).isEqualTo(Mode.ACTIVE);
        assertThat(fixture.store.changes("acme"))
                .extracting(ModeChange::version, ModeChange::mode, ModeChange::author, ModeChange::reason)
                .containsExactly(
                        tuple(2, Mode.SHADOW, "ann", "because"),
                        tuple(2, Mode.CANARY, "ann", "because"),
                        tuple(2, Mode.ACTIVE, "ann", "because"));
    }

    @Test
    void upload_canBeAShadowOrACanaryAtOnce() throws Exception {
        fixture.upload("acme", rule("one"), to(Mode.SHADOW));
        fixture.upload("acme", rule("two"), canary(30, null));

        assertThat(fixture.activeName("acme")).isEqualTo("none");
        assertThat(trials("acme"))
                .extracting(trial -> trial.ruleset().name(), Trial::isCanary, Trial::against)
                .containsExactly(tuple("acme@1", false, null), tuple("acme@2", true, null));
        assertThat(fixture.store.history("acme"))
                .extracting(RulesetVersion::author, RulesetVersion::reason)
                .containsExactly(tuple("ann", "because"), tuple("ann", "because"));
    }

    @Test
    void refusedShadow_changesNothing() throws Exception {
        fixture.upload("acme", rule("one"));
        assertThat(fixture.upload("acme", "rule", to(Mode.SHADOW))).isInstanceOf(Publication.Refused.class);
        assertThat(trials("acme")).isEmpty();
        assertThat(fixture.store.history("acme")).hasSize(1);
    }

    @Test
    void scope_hasFourShadowsAndOneCanaryAtMost() throws Exception {
        fixture.upload("acme", rule("one"));
        for (int i = 0; i < Mode.SHADOW.versionsMax(); i++) {
            fixture.upload("acme", rule("shadow " + i), to(Mode.SHADOW));
        }
        assertThat(fixture.upload("acme", rule("fifth"), to(Mode.SHADOW)))
                .isEqualTo(new Publication.Impossible("A new version cannot be shadow: a scope has at most 4 shadows,"
                        + " and acme@2, acme@3, acme@4, acme@5 are"));
        fixture.upload("acme", rule("canary"), canary(10, null));
        fixture.upload("acme", rule("draft"), to(Mode.DRAFT));
        assertThat(fixture.move("acme", 7, canary(10, null)))
                .isEqualTo(new Publication.Impossible(
                        "acme@7 cannot be canary: acme@6 is, and a scope has one canary at a time"));
        assertThat(trials("acme")).hasSize(5);

        // Of one that is among them only the percentage changes.
        assertThat(fixture.move("acme", 6, canary(50, null))).isInstanceOf(Publication.Published.class);
        assertThat(fixture.move("acme", 2, to(Mode.SHADOW))).isInstanceOf(Publication.Published.class);
        assertThat(trials("acme")).hasSize(5);
        assertThat(fixture.upload("other", rule("elsewhere"), to(Mode.SHADOW)))
                .isInstanceOf(Publication.Published.class);
    }

    @Test
    void activeVersion_staysUntilAnotherIs() throws Exception {
        fixture.upload("acme", rule("one"));
        for (WantedMode wanted : List.of(to(Mode.RETIRED), to(Mode.SHADOW), canary(10, null))) {
            assertThat(fixture.move("acme", 1, wanted))
                    .isEqualTo(new Publication.Impossible("acme@1 is active: make another version active first"));
        }
        assertThat(fixture.activeName("acme")).isEqualTo("acme@1");
        assertThat(fixture.store.changes("acme")).isEmpty();
    }

    @Test
    void unknownVersion_isSaid() throws Exception {
        fixture.upload("acme", rule("one"));
        assertThat(fixture.move("acme", 2, to(Mode.RETIRED))).isEqualTo(new Publication.Unknown("version 2"));
        assertThat(fixture.move("other", 1, to(Mode.SHADOW))).isEqualTo(new Publication.Unknown("version 1"));
    }

    @Test
    void trial_beginsAnewWhenEitherVersionChanges() throws Exception {
        fixture.upload("acme", rule("one"));
        fixture.upload("acme", rule("two"), to(Mode.SHADOW));
        Trial first = trials("acme").getFirst();
        count(first, 5, Verdict.APPROVE, false, 1);

        fixture.upload("acme", rule("three"));
        Trial second = trials("acme").getFirst();
        assertThat(second.sum().checkouts()).isZero();
        assertThat(second.against()).isSameAs(fixture.registry.active("acme"));

        count(second, 5, Verdict.APPROVE, false, 1);
        fixture.move("acme", 2, canary(5, null));
        assertThat(trials("acme").getFirst().sum().checkouts()).isZero();

        fixture.move("acme", 2, to(Mode.RETIRED));
        assertThat(trials("acme")).isEmpty();
        assertThat(mode(2)).isEqualTo(Mode.RETIRED);
    }

    @Test
    void restart_goesOnAsBefore() throws Exception {
        fixture.upload("acme", rule("one"));
        fixture.upload("acme", rule("two"), to(Mode.SHADOW));
        fixture.upload("acme", rule("three"), to(Mode.SHADOW));
        fixture.move("acme", 3, canary(25, STRICT));
        fixture.upload("acme", rule("four"), to(Mode.SHADOW));
        fixture.move("acme", 4, to(Mode.RETIRED));
        fixture.upload("acme", rule("five"), to(Mode.DRAFT));
        fixture.upload("only-tried", rule("six"), to(Mode.SHADOW));

        try (RegistryFixture restarted = new RegistryFixture(dataDir)) {
            assertThat(restarted.activeName("acme")).isEqualTo("acme@1");
            assertThat(restarted.registry.trials("acme"))
                    .extracting(trial -> trial.ruleset().name(), Trial::change)
                    .containsExactlyInAnyOrderElementsOf(trials("acme").stream()
                            .map(trial -> tuple(trial.ruleset().name(), trial.change()))
                            .toList());
            assertThat(restarted.registry.trials("acme")).hasSize(2).allSatisfy(trial -> assertThat(trial.against())
                    .isSameAs(restarted.registry.active("acme")));
            assertThat(restarted.registry.trials("only-tried")).hasSize(1);
            restarted.move("acme", 3, to(Mode.ACTIVE));
            assertThat(restarted.activeName("acme")).isEqualTo("acme@3");
        }
    }

    @Test
    void canaryThatDeclinesTooMany_isRetiredWithinASecond() throws Exception {
        Trial canary = limited(STRICT);
        count(canary, 180, Verdict.APPROVE, false, 1);
        count(canary, 20, Verdict.DECLINE, false, 1);
        awaitRetired();
        assertRolledBack(
                "decline_rate",
                "20 of its last 200 checkouts (10.0 %) were declined, or would have been, where at most 8.0 % may");
        assertThat(canary.decides(Checkouts.checkout("acme", "1"))).isFalse();
    }

    @Test
    void canaryThatThrows_isRetiredWithinASecond() throws Exception {
        Trial canary = limited(STRICT);
        count(canary, 197, Verdict.APPROVE, false, 1);
        count(canary, 3, Verdict.REVIEW, true, 1);
        awaitRetired();
        assertRolledBack(
                "error_rate", "3 of its last 200 checkouts (1.5 %) made its rules throw, where at most 1.0 % may");
    }

    @Test
    void canaryThatIsSlow_isRetiredWithinASecond() throws Exception {
        Trial canary = limited(STRICT);
        count(canary, 197, Verdict.APPROVE, false, 1);
        count(canary, 3, Verdict.APPROVE, false, 2_001);
        awaitRetired();
        assertRolledBack(
                "p99",
                "3 of its last 200 checkouts (1.5 %) took its rules longer than 2000 microseconds, where at most 1.0 % may");
    }

    @Test
    void canaryWithinItsLimitsOrWithoutAny_goesOn() throws Exception {
        Trial sound = limited(STRICT);
        fixture.upload("other", rule("other"), canary(10, null));
        count(fixture.registry.trials("other").getFirst(), 300, Verdict.DECLINE, true, 5_000);
        count(sound, 184, Verdict.APPROVE, false, 1);
        count(sound, 16, Verdict.DECLINE, false, 1);
        // A third canary that the watch has looked at later shows that it has looked at these.
        fixture.upload("third", rule("third"), canary(10, STRICT));
        count(fixture.registry.trials("third").getFirst(), 200, Verdict.DECLINE, false, 1);
        await().atMost(RETIRED_WITHIN.multipliedBy(5))
                .until(() -> fixture.registry.trials("third").isEmpty());
        assertThat(trials("acme")).containsExactly(sound);
        assertThat(fixture.registry.trials("other")).hasSize(1);
    }

    @Test
    void rollback_surviveARestart() throws Exception {
        Trial canary = limited(STRICT);
        count(canary, 200, Verdict.DECLINE, false, 1);
        awaitRetired();
        try (RegistryFixture restarted = new RegistryFixture(dataDir)) {
            assertThat(restarted.registry.trials("acme")).isEmpty();
            assertThat(restarted.activeName("acme")).isEqualTo("acme@1");
        }
    }

    /** A canary of acme. */
    private Trial limited(RollbackLimits limits) throws Exception {
        fixture.upload("acme", rule("one"));
        fixture.upload("acme", rule("two"), canary(100, limits));
        return trials("acme").getFirst();
    }

    private static void count(Trial trial, int checkouts, Verdict verdict, boolean failed, long micros) {
        for (int i = 0; i < checkouts; i++) {
            trial.count(
                    0,
                    new Comparison(
                            Checkouts.checkout("acme", verdict + "-" + micros + "-" + i),
                            new Side(Verdict.APPROVE, List.of(), false, 1_000),
                            new Side(verdict, List.of(), failed, micros * 1_000),
                            true));
        }
    }

    @Test
    void canary_isRetiredAlsoIfTheJournalTakesNothing() throws Exception {
        fixture.journal.fill();
        Trial canary = limited(STRICT);
        count(canary, 200, Verdict.DECLINE, false, 1);
        awaitRetired();
        assertThat(mode(2)).isEqualTo(Mode.RETIRED);
    }

    private void awaitRetired() {
        await().atMost(RETIRED_WITHIN).until(() -> trials("acme").isEmpty());
    }

    private void assertRolledBack(String kind, String why) {
        assertThat(mode(2)).isEqualTo(Mode.RETIRED);
        assertThat(fixture.activeName("acme")).isEqualTo("acme@1");
        assertThat(fixture.store.changes("acme").getLast()).satisfies(change -> {
            assertThat(change.author()).isEqualTo("riskgate");
            assertThat(change.reason()).isEqualTo(why);
        });
        assertThat(fixture.meters
                        .counter(MetricNames.RULESET_ROLLBACKS, MetricNames.REASON, kind)
                        .count())
                .isEqualTo(1);
        Ruleset active = fixture.registry.active("acme");
        assertThat(active.version()).isEqualTo(1);
        // Nobody asked for it, so it is in the audit for this alone.
        await().untilAsserted(() -> assertThat(fixture.journal.records())
                .singleElement()
                .isInstanceOfSatisfying(ChangeEntry.class, change -> {
                    assertThat(change.by()).isEqualTo("riskgate");
                    assertThat(change.what()).isEqualTo("PUT /v1/rulesets/{scope}/versions/{version}/mode");
                    assertThat(change.scope()).isEqualTo("acme");
                    assertThat(change.subject()).isEqualTo("2");
                    assertThat(change.reason()).isEqualTo(why);
                }));
    }
}
