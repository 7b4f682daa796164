package io.riskgate.rules.registry;

import static io.riskgate.rules.registry.RegistryFixture.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riskgate.fixture.MemoryJournal;
import io.riskgate.journal.ChangeEntry;
import io.riskgate.rules.Problem;
import io.riskgate.store.RulesetVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesDirectoryTest {

    @TempDir
    Path temporary;

    private final MemoryJournal journal = new MemoryJournal();
    private Path rules;
    private RegistryFixture fixture;
    private RulesDirectory directory;

    @BeforeEach
    void open() throws IOException {
        rules = temporary.resolve("rules");
        Files.createDirectories(rules.resolve("acme"));
        fixture = new RegistryFixture(temporary.resolve("data"));
        directory = new RulesDirectory(rules, fixture.registry, fixture.store, journal, Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        directory.close();
        fixture.close();
    }

    @Test
    void filesOfAScope_areOneRuleset() throws IOException {
        write("b.drl", rule("two"));
        write("a.drl", rule("one"));
        write("a_test.yaml", "not a rule");
        write(".a.drl.swp", "not a rule");
        write("a.drl~", "not a rule");
        directory.scan();

        assertThat(fixture.registry.active("acme").compiled().rules())
                .extracting(rule -> rule.name())
                .containsExactly("one", "two");
        assertThat(journal.records()).singleElement().isInstanceOfSatisfying(ChangeEntry.class, change -> {
            assertThat(change.by()).isEqualTo("files");
            assertThat(change.scope()).isEqualTo("acme");
            assertThat(change.subject()).isEqualTo("1");
        });
    }

    @Test
    void unchangedFiles_areNotPublishedAgain() throws IOException {
        write("a.drl", rule("one"));
        directory.scan();
        directory.scan();
        new RulesDirectory(rules, fixture.registry, fixture.store, journal, Clock.systemUTC()).scan();

        assertThat(fixture.store.history("acme")).hasSize(1);
    }

    @Test
    void uploadAfterTheLastChangeOfAFile_staysActiveOverARestart() throws Exception {
        write("a.drl", rule("file"));
        directory.scan();
        fixture.upload("acme", rule("upload"));

        try (RegistryFixture restarted = new RegistryFixture(temporary.resolve("data"))) {
            RulesDirectory again =
                    new RulesDirectory(rules, restarted.registry, restarted.store, journal, Clock.systemUTC());
            again.scan();
            assertThat(restarted.activeName("acme")).isEqualTo("acme@2");

            write("a.drl", rule("changed"));
            again.scan();
            assertThat(restarted.activeName("acme")).isEqualTo("acme@3");
            assertThat(restarted.store.history("acme").getLast().source()).isEqualTo(RulesetVersion.Source.FILES);
        }
    }

    @Test
    void badFile_isReportedWithItsNameAndItsLine() throws IOException {
        write("a.drl", rule("one"));
        directory.scan();
        write("b.drl", "package p\n\nrule \"two\" when\n    Checkout( amunt > 5 )\nthen decision.tag(\"t\"); end\n");
        directory.scan();

        assertThat(fixture.activeName("acme")).isEqualTo("acme@1");
        Problem problem = fixture.registry.failure("acme").problems().getFirst();
        assertThat(problem.file()).isEqualTo("b.drl");
        assertThat(problem.line()).isEqualTo(4);
        assertThat(problem.column()).isEqualTo(15);
        assertThat(problem.code()).isEqualTo("unknown_property");
    }

    @Test
    void fileThatIsNotText_isReported() throws IOException {
        write("a.drl", rule("one"));
        directory.scan();
        Files.write(rules.resolve("acme/b.drl"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        directory.scan();

        assertThat(fixture.activeName("acme")).isEqualTo("acme@1");
        assertThat(fixture.registry.failure("acme").problems().getFirst().file())
                .isEqualTo("b.drl");

        Files.delete(rules.resolve("acme/b.drl"));
        write("a.drl", rule("mended"));
        directory.scan();
        assertThat(fixture.registry.failures()).isEmpty();
    }

    @Test
    void badFileThatIsTakenBack_isNoFailureAnyMore() throws IOException {
        write("a.drl", rule("one"));
        directory.scan();
        write("a.drl", "rule");
        directory.scan();
        assertThat(fixture.registry.failures()).containsOnlyKeys("acme");
        write("a.drl", rule("one"));
        directory.scan();
        assertThat(fixture.registry.failures()).isEmpty();

        Files.createDirectories(rules.resolve("bolt"));
        Files.writeString(rules.resolve("bolt/bad.drl"), "rule");
        directory.scan();
        assertThat(fixture.registry.failures()).containsOnlyKeys("bolt");
        Files.delete(rules.resolve("bolt/bad.drl"));
        directory.scan();
        assertThat(fixture.registry.failures()).isEmpty();
        assertThat(fixture.store.history("acme")).hasSize(1);
    }

    @Test
    void uploadThatIsRefused_staysAFailure_whateverFilesSay() throws Exception {
        write("a.drl", rule("one"));
        directory.scan();
        fixture.upload("acme", "rule");
        directory.scan();
        assertThat(fixture.registry.failures()).containsOnlyKeys("acme");
    }

    @Test
    void versionThatWasStoredAndNotActivated_isActivatedByTheNextStart() throws IOException {
        write("a.drl", rule("one"));
        directory.scan();
        write("a.drl", rule("two"));
        directory.scan();
        assertThat(fixture.activeName("acme")).isEqualTo("acme@2");
        fixture.close();
        // As after a crash between the two.
        Files.writeString(temporary.resolve("data/rulesets/acme/active.json"), "{\"version\":1}");

        try (RegistryFixture restarted = new RegistryFixture(temporary.resolve("data"))) {
            assertThat(restarted.activeName("acme")).isEqualTo("acme@1");
            new RulesDirectory(rules, restarted.registry, restarted.store, journal, Clock.systemUTC()).scan();
            assertThat(restarted.activeName("acme")).isEqualTo("acme@2");
            assertThat(restarted.store.active("acme")).hasValue(2);
        }
    }

    @Test
    void versionOfTheFilesThatWasRolledBack_staysSo() throws Exception {
        write("a.drl", rule("one"));
        directory.scan();
        write("a.drl", rule("two"));
        directory.scan();
        fixture.activate("acme", 1);

        try (RegistryFixture restarted = new RegistryFixture(temporary.resolve("data"))) {
            new RulesDirectory(rules, restarted.registry, restarted.store, journal, Clock.systemUTC()).scan();
            assertThat(restarted.activeName("acme")).isEqualTo("acme@1");
        }
    }

    @Test
    void changes_areNoticed() throws IOException {
        write("a.drl", rule("one"));
        directory.scan();
        directory.watch();

        write("a.drl", rule("edited"));
        awaitRules("edited");

        // As many editors save: a new file that takes the old one's name.
        Path temporaryFile = rules.resolve("acme/.a.drl.tmp");
        Files.writeString(temporaryFile, rule("renamed"));
        Files.move(temporaryFile, rules.resolve("acme/a.drl"), StandardCopyOption.ATOMIC_MOVE);
        awaitRules("renamed");

        write("b.drl", rule("second"));
        awaitRules("renamed", "second");

        Files.delete(rules.resolve("acme/a.drl"));
        awaitRules("second");

        Files.delete(rules.resolve("acme/b.drl"));
        awaitRules();

        Files.createDirectories(rules.resolve("newcomer"));
        Files.writeString(rules.resolve("newcomer/a.drl"), rule("first"));
        await().atMost(Duration.ofSeconds(10)).until(() -> fixture.registry.active("newcomer") != null);

        Files.delete(rules.resolve("newcomer/a.drl"));
        Files.delete(rules.resolve("newcomer"));
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        fixture.registry.active("newcomer").compiled().rules().isEmpty());
    }

    @Test
    void change_isLiveWithinASecond() throws IOException {
        write("a.drl", rule("one"));
        directory.scan();
        directory.watch();
        write("a.drl", rule("first"));
        awaitRules("first");

        long startNanos = System.nanoTime();
        write("a.drl", rule("second"));
        awaitRules("second");
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(1));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(rules.resolve("acme").resolve(name), text);
    }

    private void awaitRules(String... names) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(
                                fixture.registry.active("acme").compiled().rules())
                        .extracting(rule -> rule.name())
                        .containsExactly(names));
    }
}
