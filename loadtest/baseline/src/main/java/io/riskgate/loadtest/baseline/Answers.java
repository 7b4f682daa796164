package io.riskgate.loadtest.baseline;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What was answered in the last 24 hours, and up to a minute more, so that a retry gets its first answer. Thread-safe. */
@Singleton
final class Answers {

    private static final long KEPT_NANOS = Duration.ofHours(24).toNanos();

    private final ConcurrentMap<Key, Kept> answers = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    private record Key(String merchantId, String id) {}

    private record Kept(byte[] json, long sinceNanos) {}

    /**
     * An answer as it is sent.
     *
     * @param again whether it was given before
     */
    record Answer(byte[] json, boolean again) {}

    @Inject
    Answers() {
        this(System::nanoTime);
    }

    /** @param nanoTime what tells how old an answer is */
    Answers(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * The checkout's first answer.
     *
     * @param first makes it, once: of two that come at the same time with one id, the second waits for it
     */
    Answer answer(Checkout checkout, Supplier<byte[]> first) {
        Key key = new Key(checkout.merchantId(), checkout.id());
        Kept known = answers.get(key);
        if (known != null) {
            return new Answer(known.json, true);
        }
        Kept[] made = new Kept[1];
        Kept kept = answers.computeIfAbsent(key, same -> made[0] = new Kept(first.get(), nanoTime.getAsLong()));
        return new Answer(kept.json, kept != made[0]);
    }

    /** Forgets the answers that are too old. */
    void forgetOld() {
        long nowNanos = nanoTime.getAsLong();
        answers.values().removeIf(kept -> nowNanos - kept.sinceNanos > KEPT_NANOS);
    }
}
