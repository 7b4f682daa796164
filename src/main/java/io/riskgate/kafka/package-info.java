/**
 * The journal in Kafka: masked decisions, settlements and changes, at least once, in the order of the journal; and usage. Start with
 * {@link io.riskgate.kafka.KafkaSink}, which follows the journal's files on a thread of its own, and {@link
 * io.riskgate.kafka.SinkRecord}, which is what a line becomes; {@link io.riskgate.kafka.KafkaUsage} tells what merchants use. Without a broker configured nothing of it runs.
 */
@NullMarked
package io.riskgate.kafka;

import org.jspecify.annotations.NullMarked;
