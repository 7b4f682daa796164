package io.riskgate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The directions between packages that src/docs/architecture.md draws. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.riskgate");

    @Test
    void classes_areThere() {
        assertThat(MAIN.size()).isGreaterThan(100);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("io.riskgate.(**)")
                .should()
                .beFreeOfCycles()
                .because("a newcomer must be able to read the packages one after the other")
                .check(MAIN);
    }

    @Test
    void model_dependsOnNothingOfRiskgate() {
        noClasses()
                .that()
                .resideInAPackage("io.riskgate.model..")
                .should()
                .dependOnClassesThat(inRiskgateBut("io.riskgate.model"))
                .because("it is what all others talk about")
                .check(MAIN);
    }

    @Test
    void drools_isOnlyInTheCompiler() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.riskgate.rules.compile..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.drools..", "org.kie..", "com.github.javaparser..")
                .because("rules reach the rest through CompiledRules and RuleSession")
                .check(MAIN);
    }

    @Test
    void theCompiler_isReachedThroughItsPort() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.riskgate.rules.compile..")
                .and()
                .doNotHaveFullyQualifiedName("io.riskgate.cli.RiskgateCommand")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.riskgate.rules.compile..")
                .because(
                        "RulesetCompiler is the port, for which the container finds the compiler, and where there is no"
                                + " container the main class of the commands does")
                .check(MAIN);
    }

    @Test
    void theEngine_doesNotKnowTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.riskgate.cli..", "io.riskgate.ruletest..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.riskgate.cli..", "io.riskgate.ruletest..", "picocli..")
                .because("commands use the engine's parts, not the other way round")
                .check(MAIN);
    }

    @Test
    void theCommandLine_startsWithoutTheContainer() {
        noClasses()
                .that()
                .resideInAnyPackage("io.riskgate.cli..", "io.riskgate.ruletest..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "io.smallrye..", "jakarta..")
                .because("a command must start at once")
                .check(MAIN);
    }

    @Test
    void theDataPlane_doesNotKnowHttp() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.riskgate.decision..",
                        "io.riskgate.shard..",
                        "io.riskgate.trial..",
                        "io.riskgate.rules..",
                        "io.riskgate.velocity..",
                        "io.riskgate.lists..",
                        "io.riskgate.store..",
                        "io.riskgate.merchant..",
                        "io.riskgate.identity..",
                        "io.riskgate.quota..",
                        "io.riskgate.usage..",
                        "io.riskgate.outcome..",
                        "io.riskgate.review..",
                        "io.riskgate.webhook..",
                        "io.riskgate.statistics..",
                        "io.riskgate.tracing..",
                        "io.riskgate.backtest..",
                        "io.riskgate.diagnosis..",
                        "io.riskgate.journal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.riskgate.api..", "jakarta.ws.rs..")
                .because("api -> decision -> shard | rules | velocity | lists | journal -> model")
                .check(MAIN);
    }

    @Test
    void everyEndpoint_saysWhatACallerNeeds() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("io.riskgate..")
                .and()
                .areMetaAnnotatedWith("jakarta.ws.rs.HttpMethod")
                .should()
                .beAnnotatedWith("io.riskgate.api.RequiresScope")
                .because("what is forgotten would be for admins only, and nobody would know")
                .check(MAIN);
    }

    @Test
    void tokensAreRead_inOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.riskgate.identity..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jose4j..", "io.smallrye.jwt..")
                .because("who a caller is, is decided in one place")
                .check(MAIN);
    }

    @Test
    void openTelemetry_isOnlyInTheTraces() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.riskgate.tracing..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .because("a decision notes its stages, and what becomes of them is decided in one place")
                .check(MAIN);
    }

    @Test
    void theSimulator_knowsOnlyTheFacts() {
        classes()
                .that()
                .resideInAPackage("io.riskgate.simulator..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.riskgate.simulator..",
                        "io.riskgate.model..",
                        "io.riskgate.terminal..",
                        "java..",
                        "org.jspecify..",
                        "org.HdrHistogram..",
                        "com.fasterxml..")
                .because("its labels must not be computed from the rules that it is to measure")
                .check(MAIN);
    }

    @Test
    void everyPackage_saysWhatItIsFor() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> folders = files.filter(path -> path.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
            assertThat(folders).isNotEmpty().allSatisfy(folder -> {
                String description = Files.readString(folder.resolve("package-info.java"));
                assertThat(description.replaceAll("\\s+(\\* )?", " "))
                        .contains("@NullMarked")
                        .containsPattern("(?i)start (with|reading|here)");
            });
        }
    }

    private static com.tngtech.archunit.base.DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass>
            inRiskgateBut(String own) {
        return com.tngtech.archunit.base.DescribedPredicate.describe(
                "of Riskgate outside " + own,
                other -> other.getPackageName().startsWith("io.riskgate")
                        && !other.getPackageName().startsWith(own));
    }
}
