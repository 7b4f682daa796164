package io.riskgate.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one who watches is to be told. At most {@link #WAITING_MAX} wait to be fetched; what is new beyond that is only counted, and
 * can be found in the queue. Thread-safe; never blocks for long. To be closed when nobody watches any more.
 */
public final class ReviewWatch implements AutoCloseable {

    static final int WAITING_MAX = 256;

    /**
     * What is new since it was fetched last.
     *
     * @param reviews in the order in which they came
     * @param dropped how many came after these and are left out
     */
    public record News(List<Review> reviews, int dropped) {

        public News {
            reviews = List.copyOf(reviews);
        }
    }

    private final @Nullable String merchantId;
    private final boolean byMerchant;
    private final Consumer<ReviewWatch> onClose;
    private List<Review> waiting = new ArrayList<>();
    private int dropped;

    /**
     * @param merchantId whose reviews, {@code null} for all
     * @param byMerchant whether the merchant itself watches
     */
    ReviewWatch(@Nullable String merchantId, boolean byMerchant, Consumer<ReviewWatch> onClose) {
        this.merchantId = merchantId;
        this.byMerchant = byMerchant;
        this.onClose = onClose;
    }

    boolean byMerchant() {
        return byMerchant;
    }

    boolean isOf(@Nullable String other) {
        return Objects.equals(merchantId, other);
    }

    synchronized void tell(Review review) {
        if (merchantId != null && !isOf(review.key().merchantId())) {
            return;
        }
        if (waiting.size() < WAITING_MAX) {
            waiting.add(review);
        } else {
            dropped++;
        }
    }

    public synchronized News fetch() {
        News news = new News(waiting, dropped);
        waiting = new ArrayList<>();
        dropped = 0;
        return news;
    }

    @Override
    public void close() {
        onClose.accept(this);
    }
}
