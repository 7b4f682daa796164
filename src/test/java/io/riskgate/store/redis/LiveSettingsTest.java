package io.riskgate.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveSettingsTest {

    private static final RedisSettings AT_START = new RedisSettings(
            "riskgate",
            Duration.ofMillis(2),
            512,
            Duration.ofHours(24),
            1_000,
            Duration.ofSeconds(30),
            40,
            0.8,
            Duration.ofMillis(250),
            3);

    @TempDir
    Path directory;

    private LiveSettings live;
    private int writes;

    @BeforeEach
    void start() {
        live = new LiveSettings(directory, AT_START);
    }

    private void write(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("redis.properties"), text);
        // Two writes in one test may fall into one tick of the file system's clock.
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(++writes)));
    }

    @Test
    void withoutFile_nothingChanges() {
        assertThat(live.changed()).isEmpty();
    }

    @Test
    void file_changesWhatItSays_once() throws IOException {
        write("timeout=3ms\nbreaker.failure-ratio=0.5\n");
        assertThat(live.changed()).hasValueSatisfying(settings -> {
            assertThat(settings.timeout()).isEqualTo(Duration.ofMillis(3));
            assertThat(settings.breakerFailureRatio()).isEqualTo(0.5);
            assertThat(settings.breakerPause()).isEqualTo(AT_START.breakerPause());
        });
        assertThat(live.changed()).isEmpty();
    }

    @Test
    void deletedFile_isAsAtTheStart() throws IOException {
        write("breaker.calls=10");
        live.changed();
        Files.delete(directory.resolve("redis.properties"));
        assertThat(live.changed()).contains(AT_START);
    }

    @Test
    void wrongFiles_areNotUsed() throws IOException {
        for (String wrong :
                new String[] {"timeout=5h", "timeot=3ms", "breaker.calls=many", "breaker.failure-ratio=0"}) {
            write(wrong);
            assertThat(live.changed()).as(wrong).isEmpty();
        }
    }

    @Test
    void settingOutOfRange_isNamed() {
        assertThatThrownBy(() -> new RedisSettings(
                        "a b",
                        Duration.ofMillis(2),
                        1,
                        Duration.ofHours(1),
                        1,
                        Duration.ofSeconds(1),
                        2,
                        1,
                        Duration.ofSeconds(1),
                        1))
                .hasMessageContaining("riskgate.redis.prefix");
    }
}
