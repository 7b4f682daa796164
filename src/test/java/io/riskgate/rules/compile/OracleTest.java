package io.riskgate.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.lists.ListLookup;
import io.riskgate.model.Checkout;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.CompiledRules;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.RuleExplanation;
import io.riskgate.rules.RuleSession;
import io.riskgate.velocity.Feature;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Riskgate against stock Drools: the same text, facts and events must do the same, in the same order. */
class OracleTest {

    private static final int GENERATED_SETS = Integer.getInteger("riskgate.oracle.sets", 50);
    private static final int RULES_A_SET = 20;
    /** After so many sets comes one of many rules on few values, which Drools looks up and does not evaluate. */
    private static final int LOOKUP_SETS = 25;

    private static final int RULES_A_LOOKUP_SET = 150;
    /** After so many sets comes one of all kinds of rules that is large enough for Drools to look conditions up and share them. */
    private static final int LARGE_SETS = 5;

    private static final int RULES_A_LARGE_SET = Numbering.LOOKUP_RULES_MIN;
    private static final int EVENTS_A_SET = 60;

    private static final ListLookup LISTS =
            (list, value) -> Set.of("visa", "x", "example.com").contains(value) == list.equals("blocked");

    @ParameterizedTest
    @MethodSource("corpus")
    void file_doesWhatStockDroolsDoes(Path file) throws IOException {
        assertThat(differences(Files.readString(file), new SplittableRandom(7), 200))
                .isEmpty();
    }

    static Stream<Path> corpus() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("rules", "src/test/resources/rules/accepted")) {
            try (Stream<Path> walk = Files.walk(Path.of(folder))) {
                walk.filter(path -> path.toString().endsWith(".drl")).sorted().forEach(files::add);
            }
        }
        return files.stream();
    }

    @Test
    void generatedRules_doWhatStockDroolsDoes() {
        SplittableRandom random = new SplittableRandom(20261124);
        RandomRules rules = new RandomRules(random);
        List<String> differences = new ArrayList<>();
        int written = 0;
        for (int i = 0; i < GENERATED_SETS; i++) {
            int size =
                    i % LOOKUP_SETS == 0 ? RULES_A_LOOKUP_SET : i % LARGE_SETS == 0 ? RULES_A_LARGE_SET : RULES_A_SET;
            String text = i % LOOKUP_SETS == 0 ? rules.lookups(size) : rules.next(size);
            while (isTooCostly(text)) {
                text = rules.next(size);
            }
            written += size;
            differences.addAll(differences(text, random, EVENTS_A_SET));
        }
        System.out.printf(
                "oracle: %d generated pairs of ruleset and event, %d rules, %d constructs covered, %d differences%n%s%n",
                GENERATED_SETS * EVENTS_A_SET, written, rules.covered().size(), differences.size(), rules.covered());
        assertThat(differences).isEmpty();
    }

    /** One line for each event on which the two do not agree. The session is kept, as a shard keeps it. */
    private static List<String> differences(String text, SplittableRandom random, int events) {
        StockDrools stock = stock(text);
        CompiledRules compiled = compiled(text);
        RandomCheckouts checkouts = new RandomCheckouts(random);
        List<String> differences = new ArrayList<>();
        try (RuleSession session = compiled.newSession()) {
            for (int i = 0; i < events; i++) {
                Checkout checkout = checkouts.next();
                Function<Feature, Number> velocity = checkouts.velocity();
                Function<String, BigDecimal> available = checkouts.available();
                List<String> expected;
                try {
                    expected = lines(stock.run(checkout, velocity, LISTS, available));
                } catch (RuntimeException failed) {
                    throw new AssertionError("stock Drools fails on " + checkout + " with\n" + text, failed);
                }
                List<String> actual = run(session, compiled, checkout, velocity, available);
                if (!expected.equals(actual)) {
                    differences.add("stock " + expected + "\n  here " + actual + "\n  on " + checkout + "\n  in "
                            + differing(text, expected, actual));
                }
            }
        }
        return differences;
    }

    private static boolean isTooCostly(String text) {
        return new DrlCompiler().compile(text) instanceof Compilation.Refused refused
                && refused.problems().stream()
                        .anyMatch(problem -> problem.code().equals("too_costly"));
    }

    private static StockDrools stock(String text) {
        try {
            return StockDrools.compileWithoutRangeIndex(text);
        } catch (RuntimeException refused) {
            throw new AssertionError("stock Drools does not take:\n" + text, refused);
        }
    }

    /** The text of the rules that fired here but not there. */
    private static String differing(String text, List<String> expected, List<String> actual) {
        return Arrays.stream(text.split("(?m)^end$"))
                .filter(rule -> {
                    String name = rule.replaceAll("(?s).*rule \"([^\"]*)\".*", "$1") + " ";
                    return !only(name, expected).equals(only(name, actual));
                })
                .collect(Collectors.joining());
    }

    private static List<String> only(String name, List<String> fired) {
        return fired.stream().filter(line -> line.startsWith(name)).toList();
    }

    private static CompiledRules compiled(String text) {
        return switch (new DrlCompiler().compile(text)) {
            case Compilation.Accepted accepted -> accepted.rules();
            case Compilation.Refused refused ->
                throw new AssertionError("refused what stock Drools takes: " + refused.problems());
        };
    }

    private static List<String> run(
            RuleSession session,
            CompiledRules compiled,
            Checkout checkout,
            Function<Feature, Number> velocity,
            Function<String, BigDecimal> available) {
        Number[] features = compiled.features().stream().map(velocity).toArray(Number[]::new);
        Evaluation evaluation = new Evaluation(
                checkout,
                features,
                0,
                LISTS,
                Arrays.asList(compiled.limits().stream().map(available).toArray(BigDecimal[]::new)));
        session.evaluate(evaluation);
        checkExplanations((DroolsRules) compiled, evaluation);
        return evaluation.firings().stream()
                .map(f -> f.rule().name() + " " + f.effect() + " " + f.code() + " " + f.points())
                .toList();
    }

    /** The explainer matches rules by itself, so it is a third opinion; of an activation-group only one fires. */
    private static void checkExplanations(DroolsRules compiled, Evaluation evaluation) {
        Iterator<RuleExplanation> explanations = compiled.explain(evaluation).iterator();
        for (ParsedRule rule : compiled.parsed()) {
            RuleExplanation explained = explanations.next();
            if (rule.activationGroup() == null && rule.description().enabled()) {
                assertThat(Explainer.matches(rule, evaluation))
                        .as("%s on %s", rule.description().name(), evaluation.checkout())
                        .isEqualTo(explained.firings());
                assertThat(explained.failed().isEmpty()).isEqualTo(explained.fired());
            }
        }
    }

    private static List<String> lines(List<StockDrools.Fired> fired) {
        return fired.stream()
                .map(f -> f.rule() + " " + f.effect() + " " + f.code() + " " + f.points())
                .toList();
    }
}
