package io.riskgate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ./riskgate explain, of an engine that runs. */
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
}
