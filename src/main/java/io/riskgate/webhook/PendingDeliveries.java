package io.riskgate.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.riskgate.journal.DeliveryEntry;
import io.riskgate.journal.JournalListener;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.OutcomeEntry;
import io.riskgate.telemetry.MetricNames;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What merchants are still to be told: answers of reviews in the journal that are for a webhook and have no line of a delivery. So nothing is
 * lost with the process; what was sent just before it ended may be sent again.
 *
 * <p>At most {@link #PENDING_MAX}, of one merchant {@link #OF_MERCHANT_MAX}. What is beyond is counted, and found again by the next
 * start.
 *
 * <p>Thread-safe; never blocks for long.
 */
@Singleton
public final class PendingDeliveries implements JournalListener {

    static final int PENDING_MAX = 10_000;

    /** So that a merchant whose server is away leaves room for the others. */
    static final int OF_MERCHANT_MAX = 2_500;

    private record Key(String merchantId, String id, Instant answeredAt) {

        static Key of(OutcomeEntry answer) {
            return new Key(answer.merchantId(), answer.id(), answer.at());
        }
    }

    private final int pendingMax;
    private final int ofMerchantMax;
    private final Counter dropped;

    /** Guarded by {@code this}, as all below. */
    private final Map<Key, OutcomeEntry> pending = new LinkedHashMap<>();

    private final Map<String, Integer> ofMerchant = new HashMap<>();
    private @Nullable Consumer<OutcomeEntry> onNew;

    @Inject
    PendingDeliveries(MeterRegistry registry) {
        this(registry, PENDING_MAX, OF_MERCHANT_MAX);
    }

    PendingDeliveries(MeterRegistry registry, int pendingMax, int ofMerchantMax) {
        this.pendingMax = pendingMax;
        this.ofMerchantMax = ofMerchantMax;
        dropped = Counter.builder(MetricNames.WEBHOOK_DROPPED)
                .description("Answers of reviews that no merchant is told, for want of room, until the next start")
                .register(registry);
        Gauge.builder(MetricNames.WEBHOOK_PENDING, this, PendingDeliveries::size)
                .description("Answers of reviews that merchants are still to be told")
                .register(registry);
    }

    /** Takes in a line that the journal had before the start; they are to come in their order. */
    public synchronized void restore(JournalRecord record) {
        if (record instanceof OutcomeEntry answer && answer.isForWebhook()) {
            add(answer);
        } else if (record instanceof DeliveryEntry delivery) {
            remove(new Key(delivery.merchantId(), delivery.id(), delivery.answeredAt()));
        }
    }

    @Override
    public synchronized void written(JournalRecord record) {
        restore(record);
        if (onNew != null && record instanceof OutcomeEntry answer && pending.containsKey(Key.of(answer))) {
            onNew.accept(answer);
        }
    }

    @Override
    public void ended(String file) {
        // What is pending is so whichever file it is in.
    }

    @Override
    public boolean mayDelete(String file) {
        return true;
    }

    /** Passes on what is pending, and from now on what is new; to one who does not block. */
    synchronized void start(Consumer<OutcomeEntry> consumer) {
        pending.values().forEach(consumer);
        onNew = consumer;
    }

    /** It is told, or given up. */
    synchronized void forget(OutcomeEntry answer) {
        remove(Key.of(answer));
    }

    private void add(OutcomeEntry answer) {
        if (pending.size() >= pendingMax || ofMerchant.getOrDefault(answer.merchantId(), 0) >= ofMerchantMax) {
            dropped.increment();
        } else if (pending.put(Key.of(answer), answer) == null) {
            ofMerchant.merge(answer.merchantId(), 1, Integer::sum);
        }
    }

    private void remove(Key key) {
        if (pending.remove(key) != null) {
            ofMerchant.computeIfPresent(key.merchantId(), (merchant, count) -> count == 1 ? null : count - 1);
        }
    }

    synchronized int size() {
        return pending.size();
    }
}
