package io.riskgate.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.model.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleTestRunnerTest {

    @TempDir
    Path temporary;

    private TestFiles files;

    @BeforeEach
    void copyRules() {
        files = new TestFiles(temporary);
    }

    @Test
    void outcome_isWhatTheEngineWouldDecide() {
        assertThat(outcome("checkout: {items: [{category: gift_card}]}"))
                .isEqualTo(new Outcome(
                        Verdict.REVIEW,
                        60,
                        List.of("gift_cards"),
                        List.of("gift"),
                        List.of("Gift cards for a stranger")));
    }

    @Test
    void rulesThatAnAllowSilenced_haveFired() {
        assertThat(outcome("""
                lists: {friends: [c-1]}
                    history: [{repeat: 3, device: {id: d}, card: {fingerprint: card-<n>}}]
                    checkout: {device: {id: d}, customer: {id: c-1}}"""))
                .returns(Verdict.APPROVE, Outcome::verdict)
                .returns(List.of("friend"), Outcome::reasons)
                .satisfies(outcome -> assertThat(outcome.fired()).containsExactlyInAnyOrder("Friends", "Many cards"));
    }

    @Test
    void whatIsLeftOut_hasDefaults() {
        TestedRules tested = files.run("""
                rule "defaults" when
                    Checkout( merchantId == "acme", amount == 10, currency == "USD", id == "checkout" )
                then decision.tag("defaults"); end
                """, tests("checkout: {}", "APPROVE"));
        assertThat(tested.tests()).allMatch(test -> test.outcome().tags().contains("defaults"));
    }

    @Test
    void limits_haveAvailableWhatTheTestSays() {
        TestedRules tested = files.run("""
                rule "near" when
                    Checkout( limits.available("daily") == 120.50B, limits.available("hourly") == null )
                then decision.tag("near"); end
                """, tests("limits: {daily: 120.50}\n    checkout: {}", "APPROVE"));
        assertThat(tested.tests())
                .hasSize(1)
                .allMatch(test -> test.outcome().tags().contains("near"));
    }

    @Test
    void testOfThePlatform_isOfSomeMerchant() {
        TestedRules tested = new TestFiles(temporary, "platform").run("""
                rule "shop" when Checkout( merchantId == "shop" ) then decision.tag("shop"); end
                """, tests("checkout: {}", "APPROVE"));
        assertThat(tested.tests()).allMatch(test -> test.outcome().tags().contains("shop"));
    }

    @Test
    void repetitions_areCountedInWithTheirNumbers() {
        assertThat(counts("history: [{repeat: 3, card: {fingerprint: card-<n>}, customer: {email: a@example.com}}]"))
                .containsExactlyInAnyOrder("email 4", "cards 3");
    }

    @Test
    void entryWithoutAgo_endsOneStepBeforeTheCheckout() {
        assertThat(counts("history: [{repeat: 3, every: 20m, customer: {email: a@example.com}}]"))
                .containsExactly("email 3");
    }

    @Test
    void ago_isWhenTheFirstWas() {
        assertThat(counts("history: [{ago: 59m, repeat: 3, every: 20m, customer: {email: a@example.com}}]"))
                .containsExactly("email 4");
        assertThat(counts("history: [{ago: 1h20m, repeat: 3, every: 20m, customer: {email: a@example.com}}]"))
                .containsExactly("email 2");
    }

    @Test
    void checkoutsTime_canBeGiven() {
        String history = "history: [{occurredAt: %s, customer: {email: a@example.com}}]";
        String at = "2026-03-01T12:00:00Z";
        assertThat(counts(history.formatted("2026-03-01T11:00:01Z"), at)).containsExactly("email 2");
        assertThat(counts(history.formatted("2026-03-01T11:00:00Z"), at)).containsExactly("email 1");
    }

    @Test
    void otherMerchantsHistory_isNotCounted() {
        assertThat(counts("history: [{repeat: 3, merchantId: other, customer: {email: a@example.com}}]"))
                .containsExactly("email 1");
    }

    @Test
    void historyIsCounted_inTheOrderOfItsTimes() {
        // Were the oldest counted last, it would be more than 30 days late and lost.
        assertThat(counts("""
                history:
                      - {ago: 0s, customer: {email: a@example.com}}
                      - {ago: 30m, customer: {email: a@example.com}}
                      - {ago: 31d, customer: {email: a@example.com}}""")).containsExactly("email 3");
    }

    @Test
    void accountsAge_isRelativeToTheCheckout() {
        String test = "checkout: {customer: {createdAt: %s}, items: [{category: gift_card}]}";
        assertThat(outcome(test.formatted("6d23h ago")).fired()).containsExactly("Gift cards for a stranger");
        assertThat(outcome(test.formatted("7d ago")).fired()).isEmpty();
    }

    @Test
    void testsDoNotSeeEachOther() {
        TestedRules tested = files.run("""
                tests:
                  - name: first
                    lists: {friends: [c-1]}
                    history: [{repeat: 3, device: {id: d}, card: {fingerprint: card-<n>}}]
                    checkout: {device: {id: d}, customer: {id: c-1}}
                    expect: {verdict: APPROVE, fired: [Friends, Many cards]}
                  - name: second
                    checkout: {device: {id: d}, customer: {id: c-1}}
                    expect: {verdict: APPROVE, not_fired: [Friends, Many cards]}
                """);
        assertThat(tested.tests()).hasSize(2).allMatch(TestResult::passed);
    }

    @Test
    void mismatch_saysWhatWasExpectedAndWhatCame() {
        TestedRules tested = files.run("""
                tests:
                  - name: all wrong
                    checkout: {items: [{category: gift_card}]}
                    expect:
                      verdict: DECLINE
                      score: 61
                      reasons: []
                      tags: [gift, card]
                      fired: [Friends]
                      not_fired: [Gift cards for a stranger]
                """);
        assertThat(tested.failed()).isOne();
        assertThat(tested.tests().getFirst().mismatches())
                .containsExactly(
                        new Mismatch("verdict", "DECLINE", "REVIEW"),
                        new Mismatch("score", "61", "60"),
                        new Mismatch("reasons", "none", "gift_cards"),
                        new Mismatch("tags", "gift, card", "gift"),
                        new Mismatch("fired", "Friends", "Gift cards for a stranger"),
                        new Mismatch("not_fired", "none of Gift cards for a stranger", "Gift cards for a stranger"));
    }

    @Test
    void whatIsNotExpected_doesNotMatter() {
        assertThat(files.run(tests("checkout: {items: [{category: gift_card}]}", "REVIEW"))
                        .failed())
                .isZero();
    }

    @Test
    void reasons_mayBeInAnyOrder() {
        TestedRules tested = files.run("""
                tests:
                  - name: two
                    history: [{repeat: 3, device: {id: d}, card: {fingerprint: card-<n>}}]
                    checkout: {device: {id: d}, items: [{category: gift_card}]}
                    expect: {verdict: REVIEW, reasons: [gift_cards, many_cards]}
                """);
        assertThat(tested.tests()).allMatch(TestResult::passed);
    }

    @Test
    void rulesThatNoTestFired_areNamedWithTheirLine() {
        TestedRules tested = files.run(tests("checkout: {items: [{category: gift_card}]}", "REVIEW"));
        assertThat(tested.rules()).isEqualTo(3);
        assertThat(tested.neverFired())
                .containsExactly(
                        new TestedRules.NeverFired("Many cards", 3), new TestedRules.NeverFired("Friends", 19));
    }

    @Test
    void rulesWithoutTests_haveNeverFired() {
        TestedRules tested = files.run();
        assertThat(tested.problems()).isEmpty();
        assertThat(tested.tests()).isEmpty();
        assertThat(tested.neverFired()).hasSize(3);
    }

    private static String tests(String test, String verdict) {
        return "tests:\n  - name: only\n    " + test + "\n    expect: {verdict: " + verdict + "}\n";
    }

    private Outcome outcome(String test) {
        TestedRules tested = files.run(tests(test, "APPROVE"));
        assertThat(tested.problems()).isEmpty();
        return tested.tests().getFirst().outcome();
    }

    private List<String> counts(String history) {
        return counts(history, "2026-01-01T12:00:00Z");
    }

    /** What the windows hold for a checkout at that time, as names of the rules that fire. */
    private List<String> counts(String history, String at) {
        StringBuilder rules = new StringBuilder();
        for (int i = 1; i <= 4; i++) {
            rules.append("""
                    rule "email %1$d" when Checkout( velocity.count("email", "1h") == %1$d ) then decision.tag("t"); end
                    rule "cards %1$d" when Checkout( velocity.distinct("card", "email", "1h") == %1$d )
                    then decision.tag("t"); end
                    """.formatted(i));
        }
        TestedRules tested = files.run(
                rules.toString(),
                tests(
                        history + "\n    checkout: {occurredAt: " + at + ", customer: {email: a@example.com}}",
                        "APPROVE"));
        assertThat(tested.problems()).isEmpty();
        return tested.tests().getFirst().outcome().fired();
    }
}
