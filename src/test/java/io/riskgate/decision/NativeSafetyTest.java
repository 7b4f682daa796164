package io.riskgate.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.fixture.GeneratedClasses;
import io.riskgate.fixture.LookUps;
import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.CompiledRules;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.compile.DrlCompiler;
import io.riskgate.simulator.DayPlan;
import io.riskgate.simulator.DaySimulator;
import io.riskgate.simulator.LabelledCheckout;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;

/** In a native image no class can be defined. So rulesets are closures, and none is defined for them on a JVM, either. */
class NativeSafetyTest {

    private static final int RULESETS = 500;

    /** With all there is to link the first time: every other one has every rule. */
    private static final int FIRST = 40;

    /** What rules are made of; a ruleset has those whose bits are set in its number, and each has that number in it. */
    private static final List<String> RULES = List.of(
            "Checkout( amount > %d, card.country != billing.country )",
            "Checkout( velocity.count(\"card\", \"10m\") > %d || velocity.sum(\"customer\", \"24h\") > 100.50 )",
            "Checkout( velocity.distinct(\"device\", \"card\", \"24h\") > %d )",
            "exists Item( category == \"gift_card\", price > %d )",
            "accumulate( Item( quantity > 0, $p : price ); $sum : sum($p), $n : count(); $sum > %d, $n > 1 )",
            "$i : Item( price > %d ) Item( this != $i, price > $i.price )",
            "Checkout( customer.email matches \"[a-z]+%d@.*\", !lists.contains(\"vip\", customer.id) )",
            "not Item( quantity > %d ) Checkout( attributes[\"tier\"] in (\"gold\", \"silver\") )",
            "( Checkout( accountAgeDays < %d, ip.country in (\"US\", \"BR\") ) or Checkout( currency == \"EUR\" ) )");

    private static final int ALL = (1 << RULES.size()) - 1;

    @Test
    void rulesets_defineNoClasses() throws Exception {
        List<Checkout> checkouts = checkouts();
        try (Engine engine = new Engine();
                GeneratedClasses generated = new GeneratedClasses()) {
            for (int i = 1; i <= FIRST; i++) {
                decide(engine, checkouts.get(RULESETS + i), i % 2 == 0 ? ALL : i, 1_000 + i);
            }
            Instant from = Instant.now();
            for (int number = 1; number <= RULESETS; number++) {
                decide(engine, checkouts.get(number), number, number);
            }
            Instant to = Instant.now();
            // That it would be seen.
            MethodHandles.lookup().defineHiddenClass(bytesOf(Nothing.class), false);

            assertThat(generated.between(from, to)).isEmpty();
            assertThat(generated.between(to, Instant.now())).anyMatch(name -> name.startsWith(Nothing.class.getName()));
        }
    }

    /** What is looked up by name has to be listed for a native image, as the facts are, whose properties Drools looks at. */
    @Test
    @EnabledForJreRange(minVersion = 25)
    void rulesets_lookUpNothingThatIsNotListed() throws Exception {
        List<Checkout> checkouts = checkouts();
        try (Engine engine = new Engine();
                LookUps lookUps = new LookUps()) {
            for (int number = 1; number <= FIRST; number++) {
                decide(engine, checkouts.get(number), ALL - number % 7, number);
            }
            assertThat(Class.forName(Nothing.class.getName())).isNotNull();

            assertThat(lookUps.through("io.riskgate.", "org.drools.", "org.kie.", "com.github.javaparser."))
                    .containsExactlyInAnyOrder(
                            "org.drools.base.util.PropertyReactivityUtil.getAccessibleProperties -> java.lang.Class.getMethods",
                            // That others would be seen.
                            NativeSafetyTest.class.getName()
                                    + ".rulesets_lookUpNothingThatIsNotListed -> java.lang.Class.forName");
        }
    }

    private static void decide(Engine engine, Checkout checkout, int rules, int number) {
        String text = IntStream.range(0, RULES.size())
                .filter(rule -> (rules >> rule & 1) == 1)
                .mapToObj(rule -> "rule \"r%d\" when %s then decision.score(%d, \"r_%d\"); end"
                        .formatted(rule, RULES.get(rule).formatted(number), 1 + number % 50, rule))
                .collect(Collectors.joining("\n", "package acme\n", ""));
        engine.rulesets.activate(new Ruleset(checkout.merchantId(), number, text, compiled(text)));

        Decision decision = engine.decide(checkout).join().decision();

        assertThat(decision.rulesets()).containsExactly(checkout.merchantId() + "@" + number);
        assertThat(decision.degraded()).isEmpty();
    }

    private static CompiledRules compiled(String text) {
        return switch (new DrlCompiler().compile(text)) {
            case Compilation.Accepted accepted -> accepted.rules();
            case Compilation.Refused refused ->
                throw new AssertionError(refused.problems().toString());
        };
    }

    private static List<Checkout> checkouts() {
        List<Checkout> all =
                DaySimulator.simulate(new DayPlan(42, 2_000, Instant.parse("2026-11-25T12:00:00Z")))
                        .checkouts()
                        .stream()
                        .map(LabelledCheckout::checkout)
                        .toList();
        assertThat(all).hasSizeGreaterThan(RULESETS);
        return all;
    }

    private static byte[] bytesOf(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(type.getName().replaceFirst(".*\\.", "") + ".class")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    /** A class to be defined. */
    private static final class Nothing {}
}
