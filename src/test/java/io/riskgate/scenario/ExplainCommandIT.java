package io.riskgate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.fixture.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ./riskgate explain, of an engine that runs. */
@Tag("jar")
class ExplainCommandIT {

    @TempDir
    Path directory;

    @Test
    void ruleThatDoesNotFire_isExplained() throws Exception {
        Files.writeString(
                directory.resolve("chk.json"),
                "{\"id\":\"chk-1\",\"merchantId\":\"acme\",\"amount\":9.90,\"currency\":\"USD\"}");
        try (PackagedEngine engine = PackagedEngine.start(directory)) {
            String rule = "rule \"dear\" when Checkout( amount > 10 ) then decision.review(\"dear\"); end";
            assertThat(engine.upload("acme", rule).statusCode()).isEqualTo(201);

            assertThat(Launcher.run(
                            directory,
                            Map.of(),
                            List.of("explain", "chk.json", "--url", engine.url().toString())))
                    .isEqualTo(new Launcher.Ended(0, """
                            APPROVE, score 0: checkout chk-1 of acme
                              reasons: none
                              tags: none

                            acme@1: 0 of 1 rule fired
                              no     dear
                                     fails: Checkout: amount > 10
                                            amount = 9.90

                            velocity
                              none
                            """, ""));
        }
    }

    /** The last step of "Your first rule". */
    @Test
    void documentedExplanation_isWhatIsPrinted() throws Exception {
        Transcript explanation = null;
        for (Transcript transcript : Transcript.of(Path.of("src/docs/rules.md"))) {
            transcript.write(directory);
            explanation = transcript.command().startsWith("./riskgate explain ") ? transcript : explanation;
        }
        assertThat(explanation).isNotNull();
        Path files = directory.resolve("tmp/initech");
        String rule = explanation.command().replaceFirst(".*--rule \"(.*)\"", "$1");

        try (PackagedEngine engine = PackagedEngine.start(directory)) {
            engine.upload("initech", Files.readString(files.resolve("foreign_cards.drl")));
            assertThat(Launcher.run(
                            files,
                            Map.of(),
                            List.of(
                                    "explain",
                                    "order-2.json",
                                    "--rule",
                                    rule,
                                    "--url",
                                    engine.url().toString())))
                    .isEqualTo(new Launcher.Ended(0, explanation.output(), ""));
        }
    }
}
