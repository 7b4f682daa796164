package io.riskgate.rules.registry;

import static io.riskgate.rules.registry.RegistryFixture.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.fixture.LambdaRules;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.Problem;
import io.riskgate.rules.RulesetCompiler;
import io.riskgate.rules.compile.DrlCompiler;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of the compiler, on a text that says which, cost that text its publication and nothing else. */
class CompilerFaultTest {

    private static final String BAD = "bad";
    private static final RulesetCompiler SOUND = new DrlCompiler();

    @TempDir
    Path dataDir;

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("compiler_failed", failing(CompilerFaultTest::bug)),
                Arguments.of("compiler_failed", failing(CompilerFaultTest::overflow)),
                Arguments.of("compiler_failed", failing(CompilerFaultTest::missingClass)),
                Arguments.of("trial_failed", unusable(CompilerFaultTest::bug)),
                Arguments.of("trial_failed", unusable(CompilerFaultTest::overflow)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void fault_isARefusal_andTheLastGoodRulesetServes(String code, RulesetCompiler faulty) throws Exception {
        try (RegistryFixture fixture = new RegistryFixture(dataDir, faulty)) {
            fixture.upload("acme", rule("one"));

            assertThat(fixture.upload("acme", BAD)).isInstanceOfSatisfying(Publication.Refused.class, refused -> {
                assertThat(refused.problems()).extracting(Problem::code).containsExactly(code);
                assertThat(refused.problems().getFirst().hint()).contains("fault of Riskgate");
            });
            assertThat(fixture.registry.check(BAD)).isInstanceOf(Compilation.Refused.class);
            assertThat(fixture.activeName("acme")).isEqualTo("acme@1");
            fixture.upload("acme", rule("two"));
            assertThat(fixture.activeName("acme")).isEqualTo("acme@2");
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultAtTheStart_leavesAnOlderVersionServing(String code, RulesetCompiler faulty) throws Exception {
        try (RegistryFixture before = new RegistryFixture(dataDir, text -> SOUND.compile(sound(text)))) {
            before.upload("acme", rule("one"));
            before.upload("acme", BAD);
            before.upload("bolt", rule("one"));
            assertThat(before.activeName("acme")).isEqualTo("acme@2");
        }

        try (RegistryFixture restarted = new RegistryFixture(dataDir, faulty)) {
            assertThat(restarted.registry.loaded()).isTrue();
            assertThat(restarted.activeName("acme")).isEqualTo("acme@1");
            assertThat(restarted.activeName("bolt")).isEqualTo("bolt@1");
            assertThat(restarted.registry.failures()).containsOnlyKeys("acme");
            assertThat(restarted.registry.failure("acme").problems())
                    .extracting(Problem::code)
                    .containsExactly(code);
        }
    }

    private static String sound(String text) {
        return text.equals(BAD) ? rule("sound") : text;
    }

    private static RulesetCompiler failing(Runnable fault) {
        return text -> {
            if (text.equals(BAD)) {
                fault.run();
            }
            return SOUND.compile(text);
        };
    }

    private static RulesetCompiler unusable(Runnable fault) {
        return text -> text.equals(BAD)
                ? new Compilation.Accepted(new LambdaRules(List.of(), evaluation -> fault.run()), List.of())
                : SOUND.compile(text);
    }

    private static void bug() {
        throw new IllegalStateException("a bug");
    }

    private static void overflow() {
        throw new StackOverflowError();
    }

    private static void missingClass() {
        throw new NoClassDefFoundError("parser");
    }
}
