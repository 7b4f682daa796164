package io.riskgate.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.fixture.Checkouts;
import io.riskgate.usage.MerchantHour;
import io.riskgate.usage.Usage;
import io.riskgate.usage.UsageAudience.Mark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without brokers; LeftBehindIT has one. */
class KafkaUsageTest {

    private static final Mark NOTHING = new Mark(Instant.EPOCH, 1);

    @TempDir
    Path dataDir;

    /** Of brokers that are not there. */
    private KafkaUsage usage() {
        return new KafkaUsage(
                dataDir,
                new SinkSettings("127.0.0.1:1", "decisions", "changes", "usage", Map.of("max.block.ms", "200")));
    }

    @Test
    void mark_isWhatWasLeft_andAfterAStartThatOfThePart() {
        Mark first = new Mark(Checkouts.NOON, 1);
        Mark later = new Mark(Checkouts.NOON.plusSeconds(2), 1);
        Mark next = new Mark(Checkouts.NOON.plusSeconds(4), 2);
        try (KafkaUsage usage = usage()) {
            assertThat(usage.mark("n")).isNull();
            assertThat(usage.putMark("n", null, NOTHING)).isTrue();
            assertThat(usage.putMark("n", null, first)).isFalse();
            assertThat(usage.putMark("n", NOTHING, first)).isTrue();
            assertThat(usage.putMark("n", first, later)).isTrue();
            assertThat(usage.mark("n")).isEqualTo(later);
        }
        try (KafkaUsage started = usage()) {
            assertThat(started.mark("n")).isEqualTo(NOTHING);
            assertThat(started.putMark("n", NOTHING, next)).isTrue();
        }
        try (KafkaUsage started = usage()) {
            assertThat(started.mark("n")).isEqualTo(next);
        }
    }

    @Test
    void brokersThatAreAway_areSaid() {
        try (KafkaUsage usage = usage()) {
            assertThatThrownBy(() -> usage.put("n", Map.of(new MerchantHour("acme", 1), new Usage(1, 2, 3, 4))))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("Kafka has not taken it");
        }
    }

    @Test
    void usageThatIsNotTaken_isSeenUntilAllIsTold() {
        try (KafkaUsage usage = usage()) {
            assertThat(usage.putMark("n", null, NOTHING)).isTrue();
            assertThat(usage.failing()).isFalse();
            assertThatThrownBy(() -> usage.put("n", Map.of(new MerchantHour("acme", 1), new Usage(1, 2, 3, 4))))
                    .isInstanceOf(UncheckedIOException.class);
            assertThat(usage.failing()).isTrue();
            assertThat(usage.mark("n")).isEqualTo(NOTHING);
            assertThat(usage.failing()).isTrue();
            // The mark comes behind all that is told.
            assertThat(usage.putMark("n", NOTHING, new Mark(Checkouts.NOON, 1))).isTrue();
            assertThat(usage.failing()).isFalse();
        }
    }

    @Test
    void fileThatIsNoMark_isNamed() throws IOException {
        Files.writeString(Files.createDirectories(dataDir.resolve("kafka")).resolve("usage.json"), "{}");
        try (KafkaUsage usage = usage()) {
            assertThatThrownBy(() -> usage.mark("n"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("usage.json cannot be read");
            assertThat(usage.failing()).isTrue();
        }
    }
}
