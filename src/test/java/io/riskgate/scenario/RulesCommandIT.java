package io.riskgate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ./riskgate rules, from another directory, on the packaged jars. */
@Tag("jar")
class RulesCommandIT {

    private static final String GOOD = "rule \"r\" when Checkout( amount > 5 ) then decision.tag(\"t\"); end\n";

    @TempDir
    Path elsewhere;

    @Test
    void paths_areTheUsers() throws Exception {
        Files.createDirectories(elsewhere.resolve("my rules/acme"));
        Files.writeString(elsewhere.resolve("my rules/acme/a.drl"), GOOD);

        assertThat(run(Map.of(), "check", "my rules")).isEqualTo(new Launcher.Ended(0, """
                ok    my rules/acme: 1 rule in 1 file, no warnings
                      velocity: none
                      lists: none
                1 ruleset: no errors, no warnings
                """, ""));
    }

    @Test
    void exitCode_isTheCommands() throws Exception {
        Files.writeString(elsewhere.resolve("a.drl"), GOOD.replace("amount", "amunt"));

        assertThat(run(Map.of(), "check", "a.drl").exitCode()).isEqualTo(1);
        assertThat(run(Map.of(), "check", "b.drl").exitCode()).isEqualTo(2);
    }

    @Test
    void tests_run() throws Exception {
        Files.writeString(elsewhere.resolve("a.drl"), GOOD);
        Files.writeString(
                elsewhere.resolve("a_test.yaml"),
                "tests: [{name: six, checkout: {amount: 6}, expect: {verdict: APPROVE, tags: [t]}}]");

        Launcher.Ended ended = run(Map.of(), "test", "--strict", ".");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).endsWith("1 test in 1 file: 1 passed, 0 failed; 1 rule fired\n");
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void command_loadsNothingOfTheContainer() throws Exception {
        Files.writeString(elsewhere.resolve("a.drl"), GOOD);
        Path loaded = elsewhere.resolve("loaded.txt");

        run(Map.of("JAVA_OPTS", "-Xlog:class+load:file=" + loaded), "check", "a.drl");

        assertThat(Files.readAllLines(loaded))
                .anyMatch(line -> line.contains("io.riskgate.cli."))
                .noneMatch(line -> line.contains(" io.quarkus.") || line.contains(" io.smallrye."));
    }

    private Launcher.Ended run(Map<String, String> environment, String... arguments) throws Exception {
        return Launcher.run(
                elsewhere,
                environment,
                Stream.concat(Stream.of("rules"), Stream.of(arguments)).toList());
    }
}
