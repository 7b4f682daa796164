package io.riskgate.review;

import static io.riskgate.fixture.Decided.decided;
import static io.riskgate.fixture.Decided.review;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.SettableClock;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.OutcomeEntry;
import io.riskgate.model.OutcomeKind;
import io.riskgate.model.Verdict;
import io.riskgate.review.ReviewFilter.State;
import io.riskgate.telemetry.MetricNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewQueueTest {

    private static final ReviewFilter WAITING = new ReviewFilter(null, State.WAITING, null, null, null);

    private final SettableClock clock = new SettableClock(Checkouts.NOON);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ReviewQueue queue = new ReviewQueue(clock, meters, 100, 10);

    private static Instant second(int second) {
        return Checkouts.NOON.plusSeconds(second);
    }

    private static OutcomeEntry answer(JournalEntry entry, Instant at, @Nullable String reviewer) {
        return new OutcomeEntry(
                at,
                entry.checkout().merchantId(),
                entry.checkout().id(),
                OutcomeKind.FRAUD,
                at,
                null,
                reviewer,
                false,
                OutcomeEntry.Decided.of(entry.decidedAt(), entry.decision()),
                null);
    }

    private List<String> ids(ReviewFilter filter) {
        return queue.page(filter, null, 1_000).stream()
                .map(review -> review.key().id())
                .toList();
    }

    @Test
    void onlyWhatIsToBeReviewed_waits() {
        for (Verdict verdict : Verdict.values()) {
            queue.written(decided("acme", verdict.name(), Checkouts.NOON, verdict));
        }
        assertThat(ids(WAITING)).containsExactly("REVIEW");
        assertThat(queue.waiting()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 50, 200})
    void pages_areAllOfThem_theOldestFirst(int limit) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, 50).boxed().toList());
        Collections.shuffle(order, new Random(limit));
        for (int i : order) {
            // Two of each second, and of ten merchants.
            queue.written(review("m-" + i % 10, "c-" + i, second(i / 2), "10.00", "USD"));
        }
        List<Review> read = new ArrayList<>();
        ReviewKey after = null;
        List<Review> page;
        do {
            page = queue.page(WAITING, after, limit);
            read.addAll(page);
            after = page.isEmpty()
                    ? after
                    : ReviewKey.of(page.getLast().key().text()).orElseThrow();
        } while (page.size() == limit);
        assertThat(read)
                .hasSize(50)
                .extracting(review -> review.key().decidedAt())
                .isSorted();
        assertThat(read).doesNotHaveDuplicates();
    }

    @Test
    void filter_takesWhatMeetsAllOfIt() {
        queue.written(review("acme", "usd-5", second(1), "5.00", "USD"));
        queue.written(review("acme", "usd-50", second(2), "50.00", "USD"));
        queue.written(review("acme", "eur-50", second(3), "50.00", "EUR"));
        queue.written(review("other", "other", second(4), "50.00", "EUR"));
        queue.written(decided("acme", "strange", second(5), Verdict.REVIEW, "acme@1/strange"));

        assertThat(ids(new ReviewFilter("acme", State.WAITING, null, null, null)))
                .containsExactly("usd-5", "usd-50", "eur-50", "strange");
        assertThat(ids(new ReviewFilter(null, State.WAITING, null, "EUR", null)))
                .containsExactly("eur-50", "other");
        assertThat(ids(new ReviewFilter(null, State.WAITING, null, "USD", new BigDecimal("5.000"))))
                .containsExactly("usd-5", "usd-50", "strange");
        assertThat(ids(new ReviewFilter("acme", State.WAITING, "odd", null, new BigDecimal("5.01"))))
                .containsExactly("usd-50", "eur-50");
        assertThat(ids(new ReviewFilter("none", State.ALL, null, null, null))).isEmpty();
    }

    @Test
    void answeredOnes_areFoundForThirtyDays() {
        JournalEntry entry = review("acme", "1", second(1), "5.00", "USD");
        queue.written(entry);
        queue.written(review("acme", "2", second(2), "5.00", "USD"));
        queue.written(answer(entry, second(3), null));
        assertThat(queue.waiting()).isEqualTo(2);
        queue.written(answer(entry, second(4), "ann"));
        queue.written(answer(entry, second(5), "bob"));

        assertThat(queue.waiting()).isEqualTo(1);
        assertThat(ids(WAITING)).containsExactly("2");
        assertThat(ids(new ReviewFilter("acme", State.ANSWERED, null, null, null)))
                .containsExactly("1");
        assertThat(ids(new ReviewFilter("acme", State.ALL, null, null, null))).containsExactly("1", "2");
        clock.set(second(4).plus(ReviewQueue.ANSWERED_KEPT));
        assertThat(queue.find("acme", "1").orElseThrow().answer())
                .isEqualTo(new Review.Answer(false, "ann", null, second(4)));
        clock.advance(Duration.ofNanos(1));
        assertThat(queue.find("acme", "1")).isEmpty();
        assertThat(ids(new ReviewFilter("acme", State.ALL, null, null, null))).containsExactly("2");
    }

    @Test
    void beyondItsShare_aMerchantLosesItsOldest_andOthersNone() {
        queue.written(review("other", "other", second(0), "5.00", "USD"));
        IntStream.range(0, 12).forEach(i -> queue.written(review("acme", "c-" + i, second(1 + i), "5.00", "USD")));
        assertThat(ids(WAITING)).hasSize(11).startsWith("other", "c-2");
        assertThat(queue.find("acme", "c-1")).isEmpty();
        assertThat(meters.counter(MetricNames.REVIEWS_FORGOTTEN).count()).isEqualTo(2);
    }

    @Test
    void beyondTheBound_theOldestOfAllIsForgotten() {
        IntStream.range(0, 103).forEach(i -> queue.written(review("m-" + i % 20, "c-" + i, second(i), "5.00", "USD")));
        assertThat(ids(WAITING)).hasSize(100).startsWith("c-3");
        assertThat(queue.waiting()).isEqualTo(100);
        assertThat(meters.counter(MetricNames.REVIEWS_FORGOTTEN).count()).isEqualTo(3);
    }

    @Test
    void checkoutThatIsDecidedAgain_waitsOnce() {
        queue.written(review("acme", "1", second(1), "5.00", "USD"));
        queue.written(review("acme", "1", second(2), "5.00", "USD"));
        assertThat(queue.page(WAITING, null, 10)).hasSize(1);
        assertThat(queue.find("acme", "1").orElseThrow().key().decidedAt()).isEqualTo(second(2));
        assertThat(queue.waiting()).isEqualTo(1);
    }

    @Test
    void lineThatComesTwice_leavesTheAnswer() {
        JournalEntry entry = review("acme", "1", second(1), "5.00", "USD");
        queue.restore(entry);
        queue.restore(answer(entry, second(2), "ann"));
        queue.restore(entry);
        assertThat(queue.waiting()).isZero();
        assertThat(queue.find("acme", "1").orElseThrow().isWaiting()).isFalse();
    }

    @Test
    void watch_isToldOfNewOnes_ofItsMerchant() {
        ReviewWatch ofAcme = queue.watch("acme", true).orElseThrow();
        ReviewWatch ofAll = queue.watch(null, false).orElseThrow();
        queue.restore(review("acme", "old", second(0), "5.00", "USD"));
        queue.written(review("acme", "1", second(1), "5.00", "USD"));
        queue.written(review("other", "2", second(2), "5.00", "USD"));
        queue.written(decided("acme", "3", second(3), Verdict.APPROVE));
        assertThat(told(ofAcme)).containsExactly("1");
        assertThat(told(ofAcme)).isEmpty();
        assertThat(told(ofAll)).containsExactly("1", "2");
        ofAll.close();
        queue.written(review("acme", "4", second(4), "5.00", "USD"));
        assertThat(told(ofAll)).isEmpty();
        assertThat(told(ofAcme)).containsExactly("4");
    }

    private static List<String> told(ReviewWatch watch) {
        return watch.fetch().reviews().stream().map(review -> review.key().id()).toList();
    }

    @Test
    void watchThatIsNotFetched_countsWhatItDrops() {
        ReviewWatch watch = queue.watch(null, false).orElseThrow();
        for (int i = 0; i < ReviewWatch.WAITING_MAX + 3; i++) {
            queue.written(review("acme", "c-" + i, second(i), "5.00", "USD"));
        }
        ReviewWatch.News news = watch.fetch();
        assertThat(news.reviews()).hasSize(ReviewWatch.WAITING_MAX);
        assertThat(news.dropped()).isEqualTo(3);
        assertThat(watch.fetch()).isEqualTo(new ReviewWatch.News(List.of(), 0));
    }

    @Test
    void watches_areBounded() {
        List<ReviewWatch> ofAcme = new ArrayList<>();
        for (int i = 0; i < ReviewQueue.WATCHES_OF_MERCHANT_MAX; i++) {
            ofAcme.add(queue.watch("acme", true).orElseThrow());
        }
        assertThat(queue.watch("acme", true)).isEmpty();
        assertThat(queue.watch("other", true)).isPresent();
        for (int i = ofAcme.size() + 1; i < ReviewQueue.WATCHES_MAX; i++) {
            assertThat(queue.watch(i % 2 == 0 ? "acme" : null, false)).isPresent();
        }
        assertThat(queue.watch(null, false)).isEmpty();
        assertThat(queue.watch("third", true)).isEmpty();
        ofAcme.forEach(ReviewWatch::close);
        assertThat(queue.watch("acme", true)).isPresent();
    }

    @Test
    void adminsWhoWatchAMerchant_takeNothingOfItsShare() {
        for (int i = 0; i <= ReviewQueue.WATCHES_OF_MERCHANT_MAX; i++) {
            assertThat(queue.watch("acme", false)).isPresent();
        }
        assertThat(queue.watch("acme", true)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%", "bm9uZQ", "YQpiCmM"})
    void textThatIsNoKey_isNone(String text) {
        assertThat(ReviewKey.of(text)).isEmpty();
    }

    @Test
    void key_comesBackAsItWas() {
        ReviewKey key = new ReviewKey(second(1).plusNanos(7), "a c/\u00e4", "x\ny");
        assertThat(ReviewKey.of(key.text())).contains(key);
    }
}
