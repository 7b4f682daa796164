package io.riskgate.kafka;

import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalTail;
import io.riskgate.journal.JournalTail.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * Sends the journal to Kafka, each line at least once and those of a merchant in their order, from where it stopped before a restart. One
 * thread, which reads the files behind their writer: no decision waits for it, and while brokers are away nothing grows but what
 * is still to be sent. A line that came twice has the same {@code digest} both times.
 *
 * <p>Thread-safe. {@link #close} blocks for some seconds at most.
 */
public final class KafkaSink implements AutoCloseable {

    private static final long POLL_MILLIS = 200;
    private static final long RETRY_FIRST_MILLIS = 500;
    private static final long RETRY_MAX_MILLIS = 30_000;
    private static final int BLOCK_MILLIS_MAX = 10_000;
    private static final int DELIVERY_MILLIS_MAX = 30_000;
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);
    private static final Logger LOG = Logger.getLogger(KafkaSink.class);

    private final SinkSettings settings;
    private final Path journal;
    private final SinkCursor cursor;
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean failing;
    private final AtomicLong sent = new AtomicLong();

    /** Starts sending. */
    public KafkaSink(Path dataDir, SinkSettings settings) {
        this.settings = settings;
        journal = FileJournal.directory(dataDir);
        cursor = new SinkCursor(dataDir);
        thread = Thread.ofPlatform().name("riskgate-kafka").daemon().start(this::run);
    }

    /** Lines that the brokers have acknowledged since the start. */
    public long sent() {
        return sent.get();
    }

    /** Whether the last attempt to send failed; not while there is nothing to send. */
    public boolean failing() {
        return failing;
    }

    private void run() {
        long retryMillis = RETRY_FIRST_MILLIS;
        while (!closing) {
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                    settings.producer("riskgate", BLOCK_MILLIS_MAX, DELIVERY_MILLIS_MAX),
                    new StringSerializer(),
                    new StringSerializer())) {
                JournalTail tail = new JournalTail(journal, cursor.read());
                while (!closing) {
                    send(tail, producer);
                    retryMillis = RETRY_FIRST_MILLIS;
                }
            } catch (InterruptedException closed) {
                return;
            } catch (IOException | ExecutionException | RuntimeException e) {
                if (closing) {
                    return;
                }
                failed(e);
                if (!pause(retryMillis)) {
                    return;
                }
                retryMillis = Math.min(2 * retryMillis, RETRY_MAX_MILLIS);
            }
        }
    }

    /** From the cursor again after a failure, so what was sent behind it comes twice, and in order. */
    private void send(JournalTail tail, KafkaProducer<String, String> producer)
            throws IOException, InterruptedException, ExecutionException {
        List<Line> lines = tail.next();
        if (lines.isEmpty()) {
            // Nothing waits to be sent, whatever a start before this one failed of.
            succeeded();
            Thread.sleep(POLL_MILLIS);
            return;
        }
        List<ProducerRecord<String, String>> records = new ArrayList<>(lines.size());
        for (Line line : lines) {
            SinkRecord record = SinkRecord.of(line.json());
            if (record != null) {
                records.add(new ProducerRecord<>(settings.topic(record.kind()), record.key(), record.json()));
            }
        }
        AcknowledgedRecords.send(producer, records);
        cursor.write(lines.getLast().next());
        sent.addAndGet(records.size());
        succeeded();
    }

    /** Tells of the first failure in a row; of one that nobody expects, with its stack. */
    private void failed(Exception e) {
        if (!failing) {
            boolean isExpected =
                    e instanceof IOException || e instanceof ExecutionException || e instanceof KafkaException;
            LOG.errorf(isExpected ? null : e, "The journal cannot be sent to Kafka; trying again: %s", e);
        }
        failing = true;
    }

    private void succeeded() {
        if (failing) {
            failing = false;
            LOG.info("The journal is sent to Kafka again");
        }
    }

    private boolean pause(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException closed) {
            return false;
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(CLOSE_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
