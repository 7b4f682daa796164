package io.riskgate.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.DeafListener;
import io.riskgate.fixture.Decided;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalSettings;
import io.riskgate.model.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the sink does before a broker has a say. */
class SinkWithoutBrokersTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path dataDir;

    /** @param decisions {@code null} has records throw as they are made, as only a bug would */
    private KafkaSink sink(String decisions) {
        return new KafkaSink(
                dataDir, new SinkSettings("127.0.0.1:1", decisions, "changes", "usage", Map.of("max.block.ms", "200")));
    }

    @Test
    @Timeout(60)
    void sinkThatThrows_saysSo_andGoesOn() throws IOException {
        try (FileJournal journal =
                new FileJournal(dataDir, JournalSettings.DEFAULTS, new DeafListener(), Clock.systemUTC())) {
            assertThat(journal.append(Decided.decided("acme", "1", Checkouts.NOON, Verdict.APPROVE)))
                    .isTrue();
        }
        try (KafkaSink sink = sink(null)) {
            await().atMost(LONG).until(sink::failing);
            try (Stream<Path> files = Files.list(FileJournal.directory(dataDir))) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            await().atMost(LONG).until(() -> !sink.failing());
        }
    }

    @Test
    @Timeout(60)
    void nodeWithNothingToSend_doesNotFailForLongerThanItsStart() throws IOException {
        Path cursor = Files.writeString(
                Files.createDirectories(dataDir.resolve("kafka")).resolve("cursor.json"), "{}");
        try (KafkaSink sink = sink("decisions")) {
            await().atMost(LONG).until(sink::failing);
            Files.delete(cursor);
            await().atMost(LONG).until(() -> !sink.failing());
        }
    }
}
