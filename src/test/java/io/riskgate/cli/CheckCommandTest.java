package io.riskgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    private static final String GOOD = """
            package p

            rule "%s"
                @description("what for")
                salience 7
            when
                Checkout( velocity.count("card", "10m") >= 5, !( lists.contains("friends", customer.id) ) )
            then
                decision.decline("many");
            end
            """;
    private static final String BAD =
            "package p\nrule \"bad\" when\n\tCheckout( amunt > 5 )\nthen decision.tag(\"t\"); end\n";

    @TempDir
    Path rules;

    @Test
    void problem_isShownAsByACompiler() throws IOException {
        Path file = write("acme/bad.drl", BAD);
        CommandRun run = CommandRun.of("rules", "check", rules.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("""
                %s:3:12: error[unknown_property]: Checkout has no property amunt
                 3 | \tCheckout( amunt > 5 )
                   | \t          ^
                   = hint: Did you mean amount?
                   = see src/docs/rules.md#unknown_property
                """.formatted(file));
        assertThat(run.out()).contains("FAIL  " + rules.resolve("acme") + ": 1 error\n");
    }

    @Test
    void directoryOfFiles_isOneRuleset() throws IOException {
        write("acme/a.drl", GOOD.formatted("one"));
        Path second = write("acme/b.drl", GOOD.formatted("one"));

        CommandRun whole = CommandRun.of("rules", "check", rules.resolve("acme").toString());
        assertThat(whole.exitCode()).isEqualTo(1);
        assertThat(whole.out()).startsWith(second + ":3:1: error[duplicate_rule]");

        assertThat(CommandRun.of("rules", "check", second.toString()))
                .returns(0, CommandRun::exitCode)
                .extracting(CommandRun::out)
                .asString()
                .startsWith("ok    " + second + ": 1 rule in 1 file");
    }

    @Test
    void directoryOfDirectories_isSeveralRulesets() throws IOException {
        write("acme/a.drl", GOOD.formatted("one"));
        write("bolt/a.drl", GOOD.formatted("one"));
        write(".git/a.drl", "not a rule");
        Files.createDirectories(rules.resolve("empty"));

        CommandRun run = CommandRun.of("rules", "check", rules.toString());
        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).isEqualTo("""
                ok    %1$s/acme: 1 rule in 1 file, no warnings
                      velocity: count("card", "10m")
                      lists: friends
                ok    %1$s/bolt: 1 rule in 1 file, no warnings
                      velocity: count("card", "10m")
                      lists: friends
                2 rulesets: no errors, no warnings
                """.formatted(rules));
    }

    @Test
    void verbose_listsTheRules() throws IOException {
        Path file = write("acme/a.drl", GOOD.formatted("one"));
        assertThat(CommandRun.of("rules", "check", "-v", file.toString()).out()).contains("one  " + file + ":3\n");
    }

    @Test
    void json_isOneDocument() throws IOException {
        Path good = write("acme/a.drl", GOOD.formatted("d\u00e9j\u00e0 vu"));
        write("bolt/a.drl", BAD);
        CommandRun run = CommandRun.of("rules", "check", "--json", rules.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isASCII();
        JsonNode report = new JsonMapper().readTree(run.out());
        assertThat(report.get("ok").asBoolean()).isFalse();
        JsonNode acme = report.get("rulesets").get(0);
        assertThat(acme.get("ok").asBoolean()).isTrue();
        assertThat(acme.get("files")).hasToString("[\"" + good + "\"]");
        assertThat(acme.get("features")).hasToString("[\"velocity.count(\\\"card\\\", \\\"10m\\\")\"]");
        assertThat(acme.get("lists")).hasToString("[\"friends\"]");
        JsonNode rule = acme.get("rules").get(0);
        assertThat(rule.get("name").asText()).isEqualTo("d\u00e9j\u00e0 vu");
        assertThat(rule.get("line").asInt()).isEqualTo(3);
        assertThat(rule.get("salience").asInt()).isEqualTo(7);
        assertThat(rule.get("reasons")).hasToString("[\"many\"]");
        JsonNode problem = report.get("rulesets").get(1).get("problems").get(0);
        assertThat(problem.get("code").asText()).isEqualTo("unknown_property");
        assertThat(problem.get("docs").asText()).isEqualTo("src/docs/rules.md#unknown_property");
        assertThat(problem.get("severity").asText()).isEqualTo("ERROR");
        assertThat(problem.get("file").asText())
                .isEqualTo(rules.resolve("bolt/a.drl").toString());
        assertThat(problem.get("column").asInt()).isEqualTo(12);
    }

    @Test
    void fileThatCannotBeRead_isAProblemWithoutALine() throws IOException {
        Path file = write("acme/a.drl", "");
        Files.write(file, new byte[] {(byte) 0xff, 0});
        CommandRun run = CommandRun.of("rules", "check", rules.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).startsWith(file + ": error[syntax]: The file is not UTF-8\n");
    }

    @Test
    void colours_areForThoseWhoWantThem() throws IOException {
        write("acme/a.drl", BAD);
        String[] arguments = {"rules", "check", rules.toString()};
        assertThat(CommandRun.of(arguments).out()).doesNotContain("\u001b");
        assertThat(CommandRun.coloured(arguments).out()).contains("\u001b[1;31merror[unknown_property]\u001b[0m");
        assertThat(CommandRun.coloured("rules", "check", "--json", rules.toString())
                        .out())
                .doesNotContain("\u001b");
    }

    private Path write(String name, String text) throws IOException {
        Path file = rules.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
