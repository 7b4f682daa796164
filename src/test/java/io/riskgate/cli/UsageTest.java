package io.riskgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "'', Missing required subcommand, ./riskgate",
        "rules, Missing required subcommand, ./riskgate rules",
        "rules check, Missing required parameter: 'PATH', ./riskgate rules check",
        "rules test, Missing required parameter: 'PATH', ./riskgate rules test",
        "rules chek x, Unmatched argument, ./riskgate rules",
        "rules check --jsn rules, Unknown option: '--jsn', ./riskgate rules check",
        "rules check nowhere.drl, There is no file nowhere.drl, ./riskgate rules check",
        "rules test nowhere, There is no file nowhere, ./riskgate rules test",
        "rules check pom.xml, There are no rules in pom.xml, ./riskgate rules check",
        "rules test src, There are no rules in src, ./riskgate rules test",
        "explain, Missing required parameter: 'FILE', ./riskgate explain",
        "explain nowhere.json, There is no file nowhere.json, ./riskgate explain",
        "explain src, The file src cannot be read, ./riskgate explain",
        "explain - --url nowhere, \"nowhere\" is no address such as http://127.0.0.1:8080, ./riskgate explain",
        "explain - --url file:///tmp, \"file:///tmp\" is no address such as, ./riskgate explain",
        "doctor --json --numbers, --json prints the whole answer, ./riskgate doctor",
        "explain - --json --rule r, --json prints the whole answer, ./riskgate explain",
        "rules backtest rules/demo, Missing required option: '--scope=SCOPE', ./riskgate rules backtest",
        "rules backtest nowhere.drl --scope acme, There is no file nowhere.drl, ./riskgate rules backtest",
        "rules backtest rules/demo --scope acme --file nowhere, There is no file nowhere, ./riskgate rules backtest",
        "audit, Missing required subcommand, ./riskgate audit",
        "audit verify nowhere, nowhere does not exist, ./riskgate audit verify",
        "replay, Missing required parameter: 'ID', ./riskgate replay",
        "replay a --data nowhere, nowhere/journal is no directory, ./riskgate replay",
        "replay a --data b --url http://127.0.0.1:1, --data reads files and --url asks an engine, ./riskgate replay",
        "replay a --url nowhere, \"nowhere\" is no address such as http://127.0.0.1:8080, ./riskgate replay",
        "rules check @rules, There is no file @rules, ./riskgate rules check",
    })
    void wrongUsage_isSaidAndIsNoTestFailure(String line, String message, String command) {
        CommandRun run = CommandRun.of(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("riskgate: " + message).endsWith("See " + command + " --help\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "rules -h",
                "rules check --help",
                "rules test --help",
                "rules backtest --help",
                "explain --help",
                "doctor --help",
                "audit verify --help",
                "replay --help"
            })
    void help_isNoMistake(String line) {
        CommandRun run = CommandRun.of(line.split(" "));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: riskgate");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void oneWrongPath_stopsTheCommand() throws IOException {
        Path good = Files.writeString(directory.resolve("a.drl"), "package p\n");
        CommandRun run = CommandRun.of(
                "rules", "check", good.toString(), directory.resolve("b.drl").toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void pathGivenTwice_isLookedAtOnce() throws IOException {
        Path good = Files.writeString(directory.resolve("a.drl"), "package p\n");
        assertThat(CommandRun.of("rules", "check", good.toString(), good.toString())
                        .out())
                .endsWith("1 ruleset: no errors, no warnings\n");
    }
}
