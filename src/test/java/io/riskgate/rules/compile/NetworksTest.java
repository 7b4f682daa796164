package io.riskgate.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.riskgate.fixture.Checkouts;
import io.riskgate.model.Checkout;
import io.riskgate.model.Item;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.Firing;
import io.riskgate.rules.RuleSession;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sets of rules share a network where they can, and nothing else. */
class NetworksTest {

    private static final Checkout CHECKOUT = Checkouts.checkout("acme", "1");

    private final Networks networks = new Networks();

    @Test
    void rulesThatDifferInWhatTheySay_haveOneNetwork() {
        assertThat(network("rule \"a\" when Checkout( amount > 5 ) then decision.tag(\"a\"); end"))
                .isSameAs(network("""
                        rule "b" salience 7 when
                            Checkout( card.country in ("US", "DE"), velocity.count("card", "1h") >= 5 )
                        then decision.decline("b"); decision.tag("b"); end
                        """));
    }

    @Test
    void whatIsOrIsNotInTheBasket_isAskedOfTheCheckout() {
        assertThat(network("rule \"a\" when Checkout( amount > 5 ) then decision.tag(\"a\"); end"))
                .isSameAs(network("""
                        rule "b" when
                            exists Item( category == "gift_card", price > 100 )
                            Checkout( currency == "USD" )
                            not Item( category == "book" )
                            forall( Item( price > 1 ) )
                            Checkout( amount < 5 )
                        then decision.tag("b"); end
                        """));
    }

    @Test
    void rulesOnItems_haveAnotherNetwork() {
        assertThat(network("rule \"a\" when Checkout( amount > 5 ) then decision.tag(\"a\"); end"))
                .isNotSameAs(network("rule \"b\" when Item( price > 5 ) then decision.tag(\"b\"); end"));
    }

    @Test
    void whatIsLookedUp_isPartOfTheNetwork() {
        assertThat(network(lookups("US"))).isNotSameAs(network(lookups("DE")));
    }

    @Test
    void networkThatNobodyUses_isForgotten() {
        Network kept = network("rule \"a\" when Checkout( amount > 5 ) then decision.tag(\"a\"); end");
        network("rule \"b\" when Item( price > 5 ) then decision.tag(\"b\"); end");
        await().until(() -> {
            System.gc();
            return networks.size() == 1;
        });
        assertThat(kept).isSameAs(network("rule \"c\" when Checkout( amount > 9 ) then decision.tag(\"c\"); end"));
    }

    @Test
    void setsOfOneNetwork_fireTheirOwnRules_onManyThreads() throws Exception {
        DrlCompiler compiler = new DrlCompiler();
        int sets = 16;
        int evaluations = 500;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<List<String>>> fired = new ArrayList<>();
            for (int set = 0; set < sets; set++) {
                DroolsRules rules = rules(
                        compiler,
                        "rule \"r%d\" when Checkout( amount > 5 ) then decision.tag(\"set_%d\"); end"
                                .formatted(set, set));
                fired.add(threads.submit(() -> fired(rules, evaluations)));
            }
            for (int set = 0; set < sets; set++) {
                assertThat(fired.get(set).get()).hasSize(evaluations).containsOnly("r" + set + " set_" + set);
            }
        }
    }

    @Test
    void failedEvaluation_leavesNothingToTheNext() {
        DrlCompiler compiler = new DrlCompiler();
        String text = "rule \"r\" when Checkout( amount > 5 ) then decision.tag(\"t\"); end";
        DroolsRules rules = rules(
                compiler,
                text + "\nrule \"s\" when Checkout( velocity.count(\"card\", \"1h\") > 1 )"
                        + " then decision.tag(\"s\"); end");
        try (RuleSession session = rules.newSession()) {
            Evaluation withoutFeatures = evaluation(new Number[0]);
            assertThatThrownBy(() -> session.evaluate(withoutFeatures)).isInstanceOf(RuntimeException.class);
        }
        assertThat(fired(rules, 3)).hasSize(6);
    }

    @Test
    void truncatedEvaluationOfALargeBasket_leavesNothingToTheNextMerchants() {
        DrlCompiler compiler = new DrlCompiler();
        String pairs =
                "rule \"%1$s\" when $a : Item() Item( category == $a.category ) then decision.tag(\"%1$s\"); end";
        DroolsRules large = rules(compiler, pairs.formatted("large"));
        DroolsRules small = rules(compiler, pairs.formatted("small"));
        try (RuleSession first = large.newSession();
                RuleSession second = small.newSession()) {
            for (int i = 0; i < 3; i++) {
                Evaluation truncated = evaluation(withItems(200));
                first.evaluate(truncated);
                assertThat(truncated.truncated()).isTrue();

                Evaluation evaluation = evaluation(withItems(2));
                second.evaluate(evaluation);
                assertThat(evaluation.firings())
                        .extracting(NetworksTest::line)
                        .containsExactly("small small", "small small", "small small", "small small");
            }
        }
    }

    private static Checkout withItems(int count) {
        return new Checkout(
                CHECKOUT.id(),
                CHECKOUT.merchantId(),
                CHECKOUT.occurredAt(),
                CHECKOUT.amount(),
                CHECKOUT.currency(),
                CHECKOUT.customer(),
                CHECKOUT.card(),
                CHECKOUT.device(),
                CHECKOUT.ip(),
                CHECKOUT.billing(),
                CHECKOUT.shipping(),
                Collections.nCopies(count, new Item("G-100", "gift_card", 1, BigDecimal.TEN)),
                CHECKOUT.attributes());
    }

    private Network network(String text) {
        return networks.of(new Numbering(rules(new DrlCompiler(), text).parsed()).structure());
    }

    private static DroolsRules rules(DrlCompiler compiler, String text) {
        return (DroolsRules) ((Compilation.Accepted) compiler.compile(text)).rules();
    }

    /** So many rules that Drools looks the country up. */
    private static String lookups(String country) {
        return IntStream.range(0, Numbering.LOOKUP_RULES_MIN)
                .mapToObj(i ->
                        "rule \"r%d\" when Checkout( card.country == \"%s\", amount > %d ) then decision.tag(\"t\"); end"
                                .formatted(i, country, i))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> fired(DroolsRules rules, int evaluations) {
        List<String> fired = new ArrayList<>();
        try (RuleSession session = rules.newSession()) {
            for (int i = 0; i < evaluations; i++) {
                Evaluation evaluation = evaluation(rules.features().isEmpty() ? new Number[0] : new Number[] {2L});
                session.evaluate(evaluation);
                evaluation.firings().stream().map(NetworksTest::line).forEach(fired::add);
            }
        }
        return fired;
    }

    private static Evaluation evaluation(Number[] features) {
        return new Evaluation(CHECKOUT, features, 0, (list, value) -> false);
    }

    private static Evaluation evaluation(Checkout checkout) {
        return new Evaluation(checkout, new Number[0], 0, (list, value) -> false);
    }

    private static String line(Firing firing) {
        return firing.rule().name() + " " + firing.code();
    }
}
