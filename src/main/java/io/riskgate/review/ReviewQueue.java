package io.riskgate.review;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalListener;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.OutcomeEntry;
import io.riskgate.model.CheckoutKey;
import io.riskgate.model.Verdict;
import io.riskgate.telemetry.MetricNames;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of this node that are for a person to look at, from the journal: those that wait, and for {@link #ANSWERED_KEPT} those
 * that were answered. What was decided on another node is in that one's queue.
 *
 * <p>At most {@link #REVIEWS_MAX}, and {@link #OF_MERCHANT_MAX} of one merchant; beyond, the oldest is forgotten, answered or not, and
 * counted. If a checkout's id was decided again, the new one takes the place of the old.
 *
 * <p>Thread-safe. The journal's writer adds, and never waits for who reads; reading takes no lock.
 */
@Singleton
public final class ReviewQueue implements JournalListener {

    static final int REVIEWS_MAX = 100_000;

    /** So that no merchant's flood makes others' reviews be forgotten before there are very many. */
    static final int OF_MERCHANT_MAX = 25_000;

    static final int WATCHES_MAX = 100;
    static final int WATCHES_OF_MERCHANT_MAX = 10;
    public static final Duration ANSWERED_KEPT = Duration.ofDays(30);

    private final Clock clock;
    private final int reviewsMax;
    private final int ofMerchantMax;
    private final Counter forgotten;

    /** Changed under the lock of {@code this}, as all that follows but the watches. */
    private final ConcurrentNavigableMap<ReviewKey, Review> all = new ConcurrentSkipListMap<>();

    private final ConcurrentMap<String, ConcurrentNavigableMap<ReviewKey, Review>> byMerchant =
            new ConcurrentHashMap<>();
    private final ConcurrentMap<CheckoutKey, ReviewKey> keys = new ConcurrentHashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private volatile int waiting;

    private final List<ReviewWatch> watches = new CopyOnWriteArrayList<>();

    @Inject
    ReviewQueue(Clock clock, MeterRegistry registry) {
        this(clock, registry, REVIEWS_MAX, OF_MERCHANT_MAX);
    }

    ReviewQueue(Clock clock, MeterRegistry registry, int reviewsMax, int ofMerchantMax) {
        this.clock = clock;
        this.reviewsMax = reviewsMax;
        this.ofMerchantMax = ofMerchantMax;
        forgotten = Counter.builder(MetricNames.REVIEWS_FORGOTTEN)
                .description("Decisions that were to be reviewed and were forgotten for want of room")
                .register(registry);
        Gauge.builder(MetricNames.REVIEWS_WAITING, this, ReviewQueue::waiting)
                .description("Decisions that wait for a person")
                .register(registry);
    }

    /** Takes in a line that the journal had before the start; they are to come in their order. Nobody who watches is told. */
    public void restore(JournalRecord record) {
        if (record instanceof JournalEntry entry && entry.decision().verdict() == Verdict.REVIEW) {
            add(Review.of(entry));
        } else if (record instanceof OutcomeEntry outcome) {
            answer(outcome);
        }
    }

    @Override
    public void written(JournalRecord record) {
        restore(record);
        if (!watches.isEmpty()
                && record instanceof JournalEntry entry
                && entry.decision().verdict() == Verdict.REVIEW) {
            Review review = Review.of(entry);
            watches.forEach(watch -> watch.tell(review));
        }
    }

    @Override
    public void ended(String file) {
        // Reviews are the same whichever file they are in.
    }

    @Override
    public boolean mayDelete(String file) {
        return true;
    }

    private synchronized void add(Review review) {
        ReviewKey key = review.key();
        ReviewKey before = keys.put(new CheckoutKey(key.merchantId(), key.id()), key);
        if (key.equals(before)) {
            // A failing disk can leave a line in two files.
            return;
        }
        if (before != null) {
            remove(before);
        }
        put(review);
        sizes.merge(key.merchantId(), 1, Integer::sum);
        addWaiting(1);
        if (sizes.getOrDefault(key.merchantId(), 0) > ofMerchantMax) {
            forget(lane(key.merchantId()).firstKey());
        } else if (keys.size() > reviewsMax) {
            forget(all.firstKey());
        }
    }

    private void put(Review review) {
        all.put(review.key(), review);
        lane(review.key().merchantId()).put(review.key(), review);
    }

    private ConcurrentNavigableMap<ReviewKey, Review> lane(String merchantId) {
        return byMerchant.computeIfAbsent(merchantId, first -> new ConcurrentSkipListMap<>());
    }

    private void forget(ReviewKey key) {
        keys.remove(new CheckoutKey(key.merchantId(), key.id()));
        remove(key);
        forgotten.increment();
    }

    private void remove(ReviewKey key) {
        Review removed = all.remove(key);
        if (removed == null) {
            return;
        }
        lane(key.merchantId()).remove(key);
        if (sizes.merge(key.merchantId(), -1, Integer::sum) == 0) {
            sizes.remove(key.merchantId());
            byMerchant.remove(key.merchantId());
        }
        if (removed.isWaiting()) {
            addWaiting(-1);
        }
    }

    /** Under the lock. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void addWaiting(int more) {
        waiting += more;
    }

    /** The first answer stands; an outcome that is of no review, or of a decision that is not here, changes nothing. */
    synchronized void answer(OutcomeEntry outcome) {
        Review.Answer answer = Review.Answer.of(outcome);
        Review review = all.get(new ReviewKey(outcome.decided().at(), outcome.merchantId(), outcome.id()));
        if (answer != null && review != null && review.isWaiting()) {
            put(review.with(answer));
            addWaiting(-1);
        }
    }

    /** Empty if there is none of that checkout, or it was answered too long ago. */
    public Optional<Review> find(String merchantId, String id) {
        ReviewKey key = keys.get(new CheckoutKey(merchantId, id));
        Review review = key == null ? null : all.get(key);
        return review == null || isOver(review, clock.instant()) ? Optional.empty() : Optional.of(review);
    }

    /**
     * A page of reviews, the oldest first. Looks at those that are not wanted, too, so it is not for an event loop.
     *
     * @param after the last of the page before, {@code null} for the first page
     */
    public List<Review> page(ReviewFilter filter, @Nullable ReviewKey after, int limit) {
        ConcurrentNavigableMap<ReviewKey, Review> from = filter.merchantId() == null
                ? all
                : byMerchant.getOrDefault(filter.merchantId(), new ConcurrentSkipListMap<>());
        Instant now = clock.instant();
        return (after == null ? from : from.tailMap(after, false))
                .values().stream()
                        .filter(review -> !isOver(review, now) && filter.takes(review))
                        .limit(limit)
                        .toList();
    }

    private static boolean isOver(Review review, Instant now) {
        return review.answer() != null
                && review.answer().at().plus(ANSWERED_KEPT).isBefore(now);
    }

    /**
     * Begins to watch for new ones; empty if as many watch as may, of all or of the merchant.
     *
     * @param merchantId whose, {@code null} for all
     * @param byMerchant whether the merchant itself watches: an admin who does so takes nothing of the merchant's share
     */
    public synchronized Optional<ReviewWatch> watch(@Nullable String merchantId, boolean byMerchant) {
        if (watches.size() >= WATCHES_MAX) {
            return Optional.empty();
        }
        if (byMerchant
                && watches.stream()
                                .filter(watch -> watch.byMerchant() && watch.isOf(merchantId))
                                .count()
                        >= WATCHES_OF_MERCHANT_MAX) {
            return Optional.empty();
        }
        ReviewWatch watch = new ReviewWatch(merchantId, byMerchant, watches::remove);
        watches.add(watch);
        return Optional.of(watch);
    }

    /** How many wait. */
    public int waiting() {
        return waiting;
    }
}
