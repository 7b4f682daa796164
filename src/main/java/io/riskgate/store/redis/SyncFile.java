package io.riskgate.store.redis;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.riskgate.store.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What this node knew of Redis before a restart: {@code <data-dir>/redis.json}. Blocks. */
record SyncFile(Path directory) {

    private static final Logger LOG = Logger.getLogger(SyncFile.class);
    private static final String NAME = "redis.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    /**
     * What is in the file.
     *
     * @param epoch which Redis that was, see {@link RedisVelocity#epoch}
     * @param completeUntil until when it had all that this node decided
     */
    record Sync(String epoch, Instant completeUntil) {}

    /** {@code null} if there is no file, or none that can be read: then all is restored. */
    @Nullable
    Sync read() {
        try {
            Sync sync = JSON.readValue(Files.readAllBytes(directory.resolve(NAME)), Sync.class);
            return sync.epoch() == null || sync.completeUntil() == null ? null : sync;
        } catch (NoSuchFileException first) {
            return null;
        } catch (IOException broken) {
            LOG.warnf(
                    "%s cannot be read, so all that the journal has is counted into Redis again",
                    directory.resolve(NAME));
            return null;
        }
    }

    void write(Sync sync) throws IOException {
        DurableFiles.createDirectories(directory);
        DurableFiles.replace(directory, NAME, JSON.writeValueAsBytes(sync));
    }
}
