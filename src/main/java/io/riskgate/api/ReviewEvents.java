package io.riskgate.api;

import io.riskgate.review.Review;
import io.riskgate.review.ReviewWatch;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The events of one who watches: {@code review} for each new one, {@code dropped} when there were too many, and {@code heartbeat} when there
 * is nothing to tell, first of all, and so that neither side takes the connection for dead. For one stream.
 */
final class ReviewEvents {

    /** How often it is looked what is new. */
    static final Duration LOOK_EVERY = Duration.ofMillis(250);

    /** After so many looks without news. */
    private static final int HEARTBEAT_LOOKS = 60;

    private final ReviewWatch watch;
    private final Sse sse;
    private int quietLooks = HEARTBEAT_LOOKS;

    ReviewEvents(ReviewWatch watch, Sse sse) {
        this.watch = watch;
        this.sse = sse;
    }

    /** What there is to send. Never blocks for long. */
    List<OutboundSseEvent> next() {
        ReviewWatch.News news = watch.fetch();
        List<OutboundSseEvent> events = new ArrayList<>();
        for (Review review : news.reviews()) {
            events.add(sse.newEventBuilder()
                    .name("review")
                    .id(review.key().text())
                    .data(ReviewAnswers.entry(review))
                    .build());
        }
        if (news.dropped() > 0) {
            events.add(sse.newEventBuilder()
                    .name("dropped")
                    .data(new ReviewAnswers.Dropped(news.dropped()))
                    .build());
        }
        if (!events.isEmpty()) {
            quietLooks = 0;
        } else if (++quietLooks > HEARTBEAT_LOOKS) {
            quietLooks = 0;
            events.add(sse.newEventBuilder().name("heartbeat").data(Map.of()).build());
        }
        return events;
    }
}
