package io.riskgate.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quarkus.runtime.QuarkusBindException;
import io.riskgate.store.FileMerchantStore;
import io.riskgate.store.StartRefusedException;
import io.riskgate.store.StateConfig;
import io.riskgate.store.StoreUnavailableException;
import io.riskgate.velocity.VelocityConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedStartTest {

    /** What SmallRye throws at that configuration. */
    private static Throwable configured(Map<String, String> options) {
        return catchThrowable(() -> new SmallRyeConfigBuilder()
                .withMapping(StateConfig.class)
                .withMapping(VelocityConfig.class)
                .withSources(new PropertiesConfigSource(options, "riskgate.properties", 100))
                .build());
    }

    @Test
    void unknownOption_isNamedWithTheOneThatWasMeant() {
        assertThat(FailedStart.sentences(configured(Map.of("riskgate.data-dri", "/data"))))
                .containsExactly(
                        "There is no option riskgate.data-dri, which is in PropertiesConfigSource[source=riskgate.properties]. Did you mean"
                                + " riskgate.data-dir?");
    }

    @Test
    void severalMistakes_areAllNamed() {
        assertThat(FailedStart.sentences(configured(Map.of("riskgate.stor", "redis", "riskgate.velocity.cells", "1"))))
                .hasSize(2)
                .anySatisfy(sentence -> assertThat(sentence).contains("riskgate.stor,", "riskgate.store?"))
                .anySatisfy(sentence -> assertThat(sentence).contains("riskgate.velocity.cells,"));
    }

    @Test
    void valueOfAnotherType_isNamedWithItsOption() {
        assertThat(FailedStart.sentences(configured(Map.of("riskgate.velocity.groups-max", "many"))))
                .containsExactly(
                        "riskgate.velocity.groups-max cannot be \"many\": Expected an integer value, got \"many\"");
        assertThat(FailedStart.sentences(configured(Map.of("riskgate.store", "cloud"))))
                .singleElement()
                .asString()
                .contains("riskgate.store", "cloud", "redis")
                .doesNotContain("SRCFG");
    }

    @Test
    void valueOutOfItsRange_isSaidAsItsCodeSays() {
        Throwable wrapped = new IllegalStateException(
                "Error injecting io.riskgate.shard.Shards",
                new IllegalArgumentException("riskgate.shards must be 1 to 256, not 0"));
        assertThat(FailedStart.sentences(wrapped)).containsExactly("riskgate.shards must be 1 to 256, not 0");
    }

    @Test
    void refusal_isSaidAlone() {
        assertThat(FailedStart.sentences(new RuntimeException(new StartRefusedException("It is of a newer one."))))
                .containsExactly("It is of a newer one.");
        assertThat(FailedStart.sentences(
                        new StoreUnavailableException("Redis refuses: NOPERM", new IOException("NOPERM"))))
                .containsExactly("Redis refuses: NOPERM");
    }

    @Test
    void portThatIsTaken_isNamedWithItsOptions() {
        assertThat(FailedStart.sentences(new RuntimeException(
                        new QuarkusBindException("127.0.0.1", 8080, new BindException("Address already in use")))))
                .containsExactly("Port 8080 of 127.0.0.1 (quarkus.http.port, quarkus.http.host) is in use, or is not to"
                        + " be had here.");
    }

    @Test
    void fileThatMayNotBeRead_isNamed() {
        assertThat(FailedStart.sentences(new UncheckedIOException(new AccessDeniedException("/data/keys"))))
                .containsExactly("/data/keys may not be read, or not be written.");
    }

    @Test
    void fileThatTheSystemRefuses_isNamedWithItsReason() {
        assertThat(FailedStart.sentences(new UncheckedIOException(
                        new FileSystemException("/data/rulesets", null, "Read-only file system"))))
                .containsExactly("/data/rulesets: Read-only file system.");
        assertThat(FailedStart.sentences(new UncheckedIOException(new NotDirectoryException("/data"))))
                .containsExactly("/data: NotDirectoryException.");
    }

    @Test
    void damagedFile_isNamedWithWhatToDo(@TempDir Path dataDir) throws IOException {
        Path file = Files.createDirectories(dataDir.resolve("merchants")).resolve("acme.json");
        Files.writeString(file, "{");
        assertThat(FailedStart.sentences(catchThrowable(() -> new FileMerchantStore(dataDir))))
                .containsExactly(file + " cannot be read. Restore it from a backup, or move it away.");
    }

    @Test
    void bug_isNoneOfTheOperators() {
        assertThat(FailedStart.sentences(new IllegalStateException(new IllegalArgumentException("-1"))))
                .isEmpty();
    }
}
