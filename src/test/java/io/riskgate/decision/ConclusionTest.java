package io.riskgate.decision;

import static io.riskgate.fixture.LambdaRules.firing;
import static io.riskgate.fixture.LambdaRules.score;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.fixture.LambdaRules;
import io.riskgate.limits.Claim;
import io.riskgate.limits.Exposure;
import io.riskgate.limits.Limit;
import io.riskgate.merchant.MerchantSettings;
import io.riskgate.model.Effect;
import io.riskgate.model.Reason;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Firing;
import io.riskgate.rules.Ruleset;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ConclusionTest {

    private static final MerchantSettings SETTINGS = new MerchantSettings(50, 80, Verdict.REVIEW);
    private static final Ruleset PLATFORM = LambdaRules.ruleset("platform", 3, e -> {});
    private static final Ruleset MERCHANT = LambdaRules.ruleset("acme", 7, e -> {});

    @Test
    void nothingFired_approves() {
        assertThat(conclude(List.of(), List.of())).isEqualTo(new Conclusion(Verdict.APPROVE, 0, List.of(), List.of()));
    }

    @Test
    void points_addUpOverBothRulesetsToTheThresholds() {
        assertThat(conclude(List.of(score("a", 1, 30, "x")), List.of(score("b", 1, 19, "y"))))
                .returns(49, Conclusion::score)
                .returns(Verdict.APPROVE, Conclusion::verdict);
        assertThat(conclude(List.of(score("a", 1, 30, "x")), List.of(score("b", 1, 20, "y")))
                        .verdict())
                .isEqualTo(Verdict.REVIEW);
        assertThat(conclude(List.of(score("a", 1, 60, "x")), List.of(score("b", 1, 20, "y")))
                        .verdict())
                .isEqualTo(Verdict.DECLINE);
    }

    @Test
    void limitThatTheAmountDoesNotFitIn_worsensTheVerdict_alsoOfWhatIsAllowed() {
        Conclusion allowed = conclude(List.of(firing("a", 1, Effect.ALLOW, "friend")), List.of(score("b", 1, 60, "y")));
        assertThat(allowed.verdict()).isEqualTo(Verdict.REVIEW);
        Conclusion limited = allowed.within(
                List.of(
                        exposure("mild", Verdict.REVIEW, 10),
                        exposure("stern", Verdict.DECLINE, 5),
                        exposure("wide", Verdict.DECLINE, 100)),
                11);
        assertThat(limited.verdict()).isEqualTo(Verdict.DECLINE);
        assertThat(limited.reasons()).extracting(Reason::rule).containsExactly("stern", "mild", "b", "a");
        assertThat(limited.reasons().get(1))
                .isEqualTo(new Reason("limit_exceeded", "mild", "limits:acme", Effect.REVIEW, null));
        assertThat(allowed.within(List.of(exposure("wide", Verdict.DECLINE, 100)), 100))
                .isEqualTo(allowed);
    }

    private static Exposure exposure(String name, Verdict onExceeded, long units) {
        Limit limit = new Limit("acme", name, new Dimension("card"), units, "USD", Window.HOURS_1, 60_000, onExceeded);
        return new Exposure(new Claim(limit, "fp-1"), 0, units);
    }

    @Test
    void score_saturates() {
        assertThat(conclude(
                                List.of(score("a", 1, Integer.MAX_VALUE, "x"), score("a", 1, Integer.MAX_VALUE, "x")),
                                List.of())
                        .score())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void merchant_cannotTakePointsFromThePlatform() {
        Conclusion conclusion = conclude(List.of(score("a", 1, 90, "x")), List.of(score("b", 1, -1_000, "y")));
        assertThat(conclusion.score()).isEqualTo(90);
        assertThat(conclusion.verdict()).isEqualTo(Verdict.DECLINE);
    }

    @Test
    void merchantsAllow_silencesItsOwnRulesOnly() {
        Conclusion conclusion = conclude(
                List.of(firing("p", 1, Effect.CHALLENGE, "platform_says")),
                List.of(
                        firing("m", 1, Effect.DECLINE, "merchant_says"),
                        score("n", 2, 100, "merchant_scores"),
                        firing("t", 3, Effect.TAG, "vip_seen"),
                        firing("v", 4, Effect.ALLOW, "vip")));
        assertThat(conclusion.verdict()).isEqualTo(Verdict.CHALLENGE);
        assertThat(conclusion.score()).isZero();
        assertThat(conclusion.reasons()).extracting(Reason::code).containsExactly("platform_says", "vip");
        assertThat(conclusion.tags()).containsExactly("vip_seen");
    }

    @Test
    void reasons_areMostSevereFirstThenInTextOrderAndAddedUp() {
        Conclusion conclusion = conclude(
                List.of(
                        score("late", 30, 5, "s"),
                        score("late", 30, 7, "s"),
                        score("early", 10, 1, "s"),
                        firing("r", 40, Effect.REVIEW, "r")),
                List.of(firing("d", 1, Effect.DECLINE, "d"), firing("a", 2, Effect.APPROVE, "a")));
        assertThat(conclusion.reasons())
                .containsExactly(
                        new Reason("d", "d", "acme@7", Effect.DECLINE, null),
                        new Reason("r", "r", "platform@3", Effect.REVIEW, null),
                        new Reason("s", "early", "platform@3", Effect.SCORE, 1),
                        new Reason("s", "late", "platform@3", Effect.SCORE, 12),
                        new Reason("a", "a", "acme@7", Effect.APPROVE, null));
    }

    @Test
    void reasonsAndTags_areBounded() {
        List<Firing> firings = new ArrayList<>();
        IntStream.range(0, 100).forEach(i -> firings.add(firing("r", i, Effect.REVIEW, "c" + i)));
        IntStream.range(0, 100).forEach(i -> firings.add(firing("r", i, Effect.TAG, "t" + i)));
        firings.add(firing("last", 999, Effect.DECLINE, "worst"));
        Conclusion conclusion = conclude(firings, List.of());
        assertThat(conclusion.reasons()).hasSize(Conclusion.REASONS_MAX);
        assertThat(conclusion.reasons().getFirst().code()).isEqualTo("worst");
        assertThat(conclusion.tags()).hasSize(Conclusion.TAGS_MAX).startsWith("t0", "t1");
    }

    @Property(tries = 300)
    void conclusion_agreesWithItsRules(
            @ForAll("firings") List<Firing> platform, @ForAll("firings") List<Firing> merchant) {
        Conclusion conclusion = conclude(platform, merchant);

        List<Firing> heard = new ArrayList<>(heard(platform));
        heard.addAll(heard(merchant));
        long score = Math.max(0, points(heard(platform))) + Math.max(0, points(heard(merchant)));
        assertThat(conclusion.score()).isEqualTo((int) score);
        boolean decline = score >= 80 || has(heard, Effect.DECLINE);
        boolean review = score >= 50 || has(heard, Effect.REVIEW);
        assertThat(conclusion.verdict())
                .isEqualTo(
                        decline
                                ? Verdict.DECLINE
                                : has(heard, Effect.CHALLENGE)
                                        ? Verdict.CHALLENGE
                                        : review ? Verdict.REVIEW : Verdict.APPROVE);
        assertThat(new HashSet<>(conclusion.reasons())).hasSameSizeAs(conclusion.reasons());
        assertThat(conclusion.reasons()).allMatch(r -> heard.stream()
                .anyMatch(f -> f.effect() == r.effect()
                        && f.code().equals(r.code())
                        && f.rule().name().equals(r.rule())));
    }

    @Property(tries = 300)
    void merchantsRules_neverMakeThePlatformsVerdictMilder(
            @ForAll("firings") List<Firing> platform, @ForAll("firings") List<Firing> merchant) {
        Verdict alone = conclude(platform, List.of()).verdict();
        assertThat(conclude(platform, merchant).verdict()).isGreaterThanOrEqualTo(alone);
    }

    @Provide
    Arbitrary<List<Firing>> firings() {
        return Combinators.combine(
                        Arbitraries.of(Effect.values()),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(-40, 60))
                .as((effect, rule, points) -> effect == Effect.SCORE
                        ? score("r" + rule, rule, points, "c")
                        : firing("r" + rule, rule, effect, "c"))
                .list()
                .ofMaxSize(8);
    }

    private static List<Firing> heard(List<Firing> firings) {
        boolean allowed = has(firings, Effect.ALLOW);
        return firings.stream()
                .filter(f -> f.effect() != Effect.TAG)
                .filter(f -> !allowed || f.effect() == Effect.ALLOW || f.effect() == Effect.APPROVE)
                .toList();
    }

    private static boolean has(List<Firing> firings, Effect effect) {
        return firings.stream().anyMatch(f -> f.effect() == effect);
    }

    private static long points(List<Firing> firings) {
        return firings.stream().mapToLong(Firing::points).sum();
    }

    private static Conclusion conclude(List<Firing> platform, List<Firing> merchant) {
        return Conclusion.of(
                List.of(
                        new Evaluated(PLATFORM, platform, false, false),
                        new Evaluated(MERCHANT, merchant, false, false)),
                SETTINGS);
    }
}
