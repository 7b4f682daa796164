package io.riskgate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.riskgate.model.Reason;
import io.riskgate.review.Review;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is answered about reviews. */
final class ReviewAnswers {

    static final String BODY =
            "{\"verdict\":\"decline\",\"by\":\"ann@shop.example\",\"reason\":\"never heard of him\"}";

    private ReviewAnswers() {}

    /**
     * A review.
     *
     * @param state {@code waiting}, {@code approved} or {@code declined}
     * @param by who answered; neither that nor what follows is there while it waits
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            String id,
            String merchantId,
            Instant decidedAt,
            BigDecimal amount,
            String currency,
            int score,
            List<Reason> reasons,
            String state,
            @Nullable String by,
            @Nullable String reason,
            @Nullable Instant answeredAt) {}

    /** @param next what {@code after} of the next page is, {@code null} on the last */
    record Page(List<Entry> reviews, @Nullable String next) {}

    /** @param dropped how many reviews that were new are not in the stream; they are in the queue */
    record Dropped(int dropped) {}

    static Entry entry(Review review) {
        Review.Answer answer = review.answer();
        return new Entry(
                review.key().id(),
                review.key().merchantId(),
                review.key().decidedAt(),
                review.amount(),
                review.currency(),
                review.decision().score(),
                review.decision().reasons(),
                state(answer),
                answer == null ? null : answer.by(),
                answer == null ? null : answer.reason(),
                answer == null ? null : answer.at());
    }

    static String state(Review.@Nullable Answer answer) {
        if (answer == null) {
            return "waiting";
        }
        return answer.isApproved() ? "approved" : "declined";
    }

    static Page page(List<Review> reviews, int limit) {
        return new Page(
                reviews.stream().map(ReviewAnswers::entry).toList(),
                reviews.size() < limit ? null : reviews.getLast().key().text());
    }
}
