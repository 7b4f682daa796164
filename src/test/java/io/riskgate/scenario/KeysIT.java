package io.riskgate.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskgate.journal.ChangeEntry;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of the packaged engine: from the first one over a crash to a revoked one. */
class KeysIT {

    private static final String REQUIRED = "-Driskgate.keys.required=true";
    private static final Pattern FIRST_KEY = Pattern.compile("export RISKGATE_KEY=(rk_\\w+)");
    private static final String CHECKOUT =
            "{\"id\":\"%s\",\"merchantId\":\"acme\",\"amount\":9.90,\"currency\":\"USD\"}";

    @TempDir
    Path directory;

    @Test
    void keys_areShownOnceAndOutliveACrash() throws Exception {
        String admin;
        String shop;
        String analyst;
        try (PackagedEngine engine =
                PackagedEngine.start(directory, REQUIRED, "-Dquarkus.log.category.\"io.riskgate\".level=DEBUG")) {
            List<String> shown = FIRST_KEY
                    .matcher(engine.log())
                    .results()
                    .map(result -> result.group(1))
                    .toList();
            assertThat(shown).hasSize(1);
            admin = shown.getFirst();
            assertThat(engine.get("/v1/merchants").statusCode()).isEqualTo(401);

            engine.useKey(admin);
            shop = makeKey(engine, "decide");
            analyst = makeKey(engine, "rules");
            assertThat(engine.upload("acme", "rule \"r\" when Checkout() then decision.tag(\"t\"); end")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(engine.get("/v1/rulesets/acme/versions").body())
                    .contains("key " + admin.split("_")[1])
                    .doesNotContain(secret(admin));
            engine.useKey(shop);
            assertThat(engine.post("/v1/decisions", CHECKOUT.formatted("chk-1")).statusCode())
                    .isEqualTo(200);
            assertThat(engine.upload("acme", "nonsense").statusCode()).isEqualTo(403);
            if (PackagedEngine.isJar()) {
                explained(engine, analyst);
            }
            engine.kill();
            assertSecretsAreNowhere(engine.log().replace(admin, ""), admin, shop, analyst);
        }
        firstKeyIsJournalled(admin.split("_")[1]);

        try (PackagedEngine engine = PackagedEngine.start(directory, REQUIRED)) {
            assertThat(engine.log()).doesNotContain("RISKGATE_KEY");
            engine.useKey(shop);
            assertThat(engine.post("/v1/decisions", CHECKOUT.formatted("chk-2")).statusCode())
                    .isEqualTo(200);
            engine.useKey(admin);
            assertThat(engine.delete("/v1/merchants/acme/keys/" + shop.split("_")[1])
                            .statusCode())
                    .isEqualTo(204);
            engine.useKey(shop);
            assertThat(engine.post("/v1/decisions", CHECKOUT.formatted("chk-3")).statusCode())
                    .isEqualTo(401);
            assertSecretsAreNowhere(engine.log(), admin, shop, analyst);
            assertSecretsAreNowhere(engine.get("/q/metrics").body(), admin, shop, analyst);
            assertSecretsAreNowhere(engine.get("/q/health").body(), admin, shop, analyst);
        }
        assertSecretsAreNowhere(state(), admin, shop, analyst);
    }

    @Test
    void withoutKeys_onlyLoopbackIsListenedOn() {
        assertThatThrownBy(() -> PackagedEngine.start(directory, "-Dquarkus.http.host=0.0.0.0"))
                .hasMessageContaining("riskgate.keys.required=false lets everybody in");
    }

    private static String makeKey(PackagedEngine engine, String scope) throws IOException {
        String made = engine.post("/v1/merchants/acme/keys", "{\"scopes\":[\"" + scope + "\"]}")
                .body();
        return new ObjectMapper().readTree(made).path("key").asText();
    }

    private void firstKeyIsJournalled(String id) throws IOException {
        List<ChangeEntry> made = new ArrayList<>();
        JournalReader.replayAll(FileJournal.directory(directory.resolve("data")), (file, entry) -> {
            if (entry instanceof ChangeEntry change && id.equals(change.subject())) {
                made.add(change);
            }
        });
        assertThat(made).singleElement().satisfies(change -> {
            assertThat(change.by()).isEqualTo("riskgate");
            assertThat(change.scope()).isEqualTo("platform");
        });
    }

    /** ./riskgate explain takes the key from its environment. */
    private void explained(PackagedEngine engine, String key) throws Exception {
        Files.writeString(directory.resolve("chk.json"), CHECKOUT.formatted("chk-9"));
        List<String> command =
                List.of("explain", "chk.json", "--url", engine.url().toString());

        Launcher.Ended with = Launcher.run(directory, Map.of("RISKGATE_KEY", key), command);
        assertThat(with.exitCode()).as(with.err()).isZero();
        assertThat(with.out()).contains("acme@1: 1 of 1 rule fired");
        Launcher.Ended without = Launcher.run(directory, Map.of(), command);
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.err()).contains("asks for a key");
    }

    /** All that the engine keeps, as text. */
    private String state() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private static void assertSecretsAreNowhere(String text, String... keys) {
        assertThat(text).isNotEmpty();
        for (String key : keys) {
            assertThat(text).doesNotContain(secret(key));
        }
    }

    private static String secret(String key) {
        return key.split("_")[2];
    }
}
