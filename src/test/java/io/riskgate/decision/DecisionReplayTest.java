package io.riskgate.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riskgate.decision.DecisionReplay.Outcome;
import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.DeafListener;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalReader;
import io.riskgate.journal.JournalSearch;
import io.riskgate.journal.JournalSettings;
import io.riskgate.limits.Limit;
import io.riskgate.limits.NoSharedLedger;
import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.model.Evidence;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.RulesetCompiler;
import io.riskgate.rules.compile.DrlCompiler;
import io.riskgate.simulator.DayPlan;
import io.riskgate.simulator.DaySimulator;
import io.riskgate.simulator.LabelledCheckout;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionReplayTest {

    private static final String PLATFORM = """
            package platform
            rule "often" when Checkout( velocity.count("card", "10m") >= 3 ) then decision.decline("often"); end
            rule "much" when Checkout( velocity.sum("customer", "24h") > 300, card.country == "US" ) then decision.score(30, "much"); end
            rule "several" when Checkout( velocity.distinct("device", "card", "24h") > 1 ) then decision.review("several"); end
            rule "known" when Checkout( lists.contains("devices", device.id) ) then decision.score(25, "known"); decision.tag("seen"); end
            """;
    private static final String MERCHANT = """
            package shop
            rule "listed" when Checkout( lists.contains("cards", card.fingerprint), amount > 20 ) then decision.challenge("listed"); end
            rule "room" when Checkout( limits.available("daily") < 500 ) then decision.score(21, "room"); end
            rule "gift" when $c : Checkout() Item( category == "gift_card", price > $c.amount / 2 ) then decision.review("gift"); end
            rule "vip" when Checkout( accountAgeDays > 300 ) then decision.allow("vip"); end
            """;
    private static final RulesetCompiler COMPILER = new DrlCompiler();

    @TempDir
    Path dataDir;

    @Test
    void tenThousandDecisions_comeOutTheSame_whateverHasChangedSince() throws Exception {
        List<Checkout> checkouts = checkouts();
        Set<String> cards = new HashSet<>();
        Set<String> devices = new HashSet<>();
        Journalled journalled = new Journalled(dataDir);
        try (Engine engine = new Engine(
                Duration.ofSeconds(10),
                Engine::windows,
                new UnreachableVelocity(),
                new NoSharedLedger(),
                scope -> (list, value) -> (list.equals("cards") ? cards : devices).contains(value))) {
            engine.rulesets.activate(ruleset("platform", 3, PLATFORM));
            engine.limits.put("platform", List.of(daily()));
            for (int i = 0; i < checkouts.size(); i++) {
                Checkout checkout = checkouts.get(i);
                if (engine.rulesets.active(checkout.merchantId()) == null) {
                    engine.rulesets.activate(ruleset(checkout.merchantId(), 7, MERCHANT));
                }
                // Lists grow while decisions are made, so that none of now is the one of then.
                addTo(cards, i % 5 == 0 ? checkout.card().fingerprint() : null);
                addTo(devices, i % 7 == 0 ? checkout.device().id() : null);
                engine.decide(checkout).join();
            }
            journalled.write(engine.journal.entries());
        }
        DecisionReplay replay =
                new DecisionReplay((scope, version) -> scope.equals("platform") ? PLATFORM : MERCHANT, COMPILER);
        List<JournalEntry> entries = journalled.read();
        assertThat(entries).hasSizeGreaterThanOrEqualTo(10_000);
        for (JournalEntry entry : entries) {
            assertThat(replay.replay(entry)).as(entry.decision().toString()).isEqualTo(new Outcome.Same());
        }
        // Else it would have shown little.
        assertThat(entries).anyMatch(e -> e.decision().degraded().contains("velocity:local"));
        for (String code : List.of("often", "much", "several", "known", "listed", "room", "gift", "vip")) {
            assertThat(entries).as(code).anyMatch(e -> e.decision().reasons().stream()
                    .anyMatch(reason -> reason.code().equals(code)));
        }
        assertThat(entries).anyMatch(e -> e.decision().reasons().stream()
                .anyMatch(reason -> reason.code().equals("limit_exceeded")));
    }

    @Test
    void lateDecision_isTheFallbackAgain() throws Exception {
        try (Engine engine = new Engine(Duration.ofMillis(20), Engine::windows)) {
            engine.rulesets.activate(ruleset("platform", 3, PLATFORM));
            var release = engine.block(0);
            Decision late = engine.decide(Checkouts.checkout(engine.merchantOn(0, 0), "1"))
                    .join()
                    .decision();
            release.countDown();
            assertThat(late.degraded()).containsExactly("overload");
            await().until(() -> !engine.journal.entries().isEmpty());
            JournalEntry entry = engine.journal.entries().getFirst();
            assertThat(new DecisionReplay((scope, version) -> null, COMPILER).replay(entry))
                    .isEqualTo(new Outcome.Same());
        }
    }

    @Test
    void otherText_cannotBeReplayed_andSaysSo() throws Exception {
        JournalEntry entry = one();
        assertThat(new DecisionReplay((scope, version) -> PLATFORM + " ", COMPILER).replay(entry))
                .isInstanceOfSatisfying(Outcome.Impossible.class, impossible -> assertThat(impossible.why())
                        .startsWith("The text of platform@3 is not the one that decided"));
        assertThat(new DecisionReplay((scope, version) -> null, COMPILER).replay(entry))
                .isEqualTo(new Outcome.Impossible("The text of platform@3 is not there any more"));
    }

    @Test
    void otherEvidence_comesOutOtherwise() throws Exception {
        JournalEntry entry = one();
        Evidence.OfRuleset seen = entry.evidence().rulesets().getFirst();
        List<Number> features = new ArrayList<>(seen.features());
        features.set(0, 99L);
        Evidence forged = new Evidence(
                List.of(new Evidence.OfRuleset(seen.hash(), features, seen.hits())), 50, 80, Verdict.REVIEW, List.of());
        JournalEntry changed =
                new JournalEntry(entry.decidedAt(), entry.checkout(), entry.decision(), true, 4, 0, forged);
        assertThat(new DecisionReplay((scope, version) -> PLATFORM, COMPILER).replay(changed))
                .isInstanceOfSatisfying(Outcome.Different.class, different -> assertThat(different.verdict())
                        .isEqualTo(Verdict.DECLINE));
    }

    @Test
    void journalledDecision_isFoundByItsId() throws Exception {
        Journalled journalled = new Journalled(dataDir);
        JournalEntry entry = one();
        journalled.write(List.of(entry));
        assertThat(find("acme", "1").entry()).isEqualTo(entry);
        assertThat(find(null, "1").entry()).isEqualTo(entry);
        assertThat(find("other", "1")).isEqualTo(new JournalSearch.Found(null, false, true));
        assertThat(find("acme", "11")).isEqualTo(new JournalSearch.Found(null, false, true));
    }

    private JournalSearch.Found find(@Nullable String merchantId, String id) throws IOException {
        return JournalSearch.find(FileJournal.directory(dataDir), merchantId, id, Duration.ofMinutes(1));
    }

    private static JournalEntry one() {
        try (Engine engine = new Engine()) {
            engine.rulesets.activate(ruleset("platform", 3, PLATFORM));
            engine.decide(Checkouts.checkout("acme", "1")).join();
            return engine.journal.entries().getFirst();
        }
    }

    private static List<Checkout> checkouts() {
        return DaySimulator.simulate(new DayPlan(42, 10_000, Checkouts.NOON)).checkouts().stream()
                .map(LabelledCheckout::checkout)
                .toList();
    }

    private static void addTo(Set<String> values, String value) {
        if (value != null) {
            values.add(value);
        }
    }

    private static Limit daily() {
        return new Limit(
                "platform",
                "daily",
                Dimension.of("customer").orElseThrow(),
                10_000_000,
                "USD",
                Window.DAYS_30,
                60_000,
                Verdict.DECLINE);
    }

    private static Ruleset ruleset(String scope, int version, String text) {
        return switch (COMPILER.compile(text)) {
            case Compilation.Accepted accepted -> new Ruleset(scope, version, Ruleset.hash(text), accepted.rules());
            case Compilation.Refused refused -> throw new AssertionError(refused.problems());
        };
    }

    /** Entries on their way through files. */
    private record Journalled(Path dataDir) {

        void write(List<JournalEntry> entries) {
            try (FileJournal journal =
                    new FileJournal(dataDir, JournalSettings.DEFAULTS, new DeafListener(), Clock.systemUTC())) {
                for (JournalEntry entry : entries) {
                    assertThat(journal.append(entry)).isTrue();
                }
            }
        }

        List<JournalEntry> read() throws IOException {
            List<JournalEntry> entries = new ArrayList<>();
            assertThat(JournalReader.replay(FileJournal.directory(dataDir), entries::add)
                            .corruptLines())
                    .isZero();
            return entries;
        }
    }
}
