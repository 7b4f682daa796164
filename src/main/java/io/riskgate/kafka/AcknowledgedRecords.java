package io.riskgate.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends records so that whoever called knows that the brokers have them. */
final class AcknowledgedRecords {

    private AcknowledgedRecords() {}

    /**
     * Sends all and returns when they are acknowledged. Blocks, for as long as the producer's options allow.
     *
     * @throws ExecutionException if one was not; others may have been
     */
    static void send(KafkaProducer<String, String> producer, List<ProducerRecord<String, String>> records)
            throws InterruptedException, ExecutionException {
        List<Future<RecordMetadata>> sending = new ArrayList<>(records.size());
        for (ProducerRecord<String, String> record : records) {
            Future<RecordMetadata> one = producer.send(record);
            if (one.isDone()) {
                // It failed for want of brokers, after a wait that the next one would have, too.
                one.get();
            }
            sending.add(one);
        }
        producer.flush();
        for (Future<RecordMetadata> one : sending) {
            one.get();
        }
    }
}
