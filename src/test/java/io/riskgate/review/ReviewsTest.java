package io.riskgate.review;

import static io.riskgate.fixture.Decided.review;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.SettableClock;
import io.riskgate.model.Verdict;
import io.riskgate.outcome.PerformanceReport;
import io.riskgate.review.Answering.AlreadyAnswered;
import io.riskgate.review.Answering.Answered;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewsTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-23");

    @TempDir
    Path dataDir;

    private final SettableClock clock = new SettableClock(Checkouts.NOON);
    private ReviewingNode node;

    @BeforeEach
    void open() throws IOException {
        node = new ReviewingNode(dataDir, clock);
    }

    @AfterEach
    void close() {
        node.close();
    }

    private void decide(String id) {
        node.append(review("acme", id, clock.instant(), "10.00", "USD"));
        clock.advance(Duration.ofSeconds(1));
    }

    private List<String> waiting() {
        ReviewFilter all = new ReviewFilter(null, ReviewFilter.State.WAITING, null, null, null);
        return node.queue.page(all, null, 1_000).stream()
                .map(review -> review.key().id())
                .toList();
    }

    @Test
    void answer_stands_andTheNextIsToldSo() {
        decide("1");
        decide("2");
        Answering answering = node.reviews.answer("acme", "1", false, "ann", "odd name");
        Review.Answer answer = new Review.Answer(false, "ann", "odd name", clock.instant());
        assertThat(answering).isInstanceOfSatisfying(Answered.class, answered -> assertThat(
                        answered.review().answer())
                .isEqualTo(answer));
        clock.advance(Duration.ofSeconds(1));
        assertThat(node.reviews.answer("acme", "1", true, "bob", null))
                .isInstanceOfSatisfying(AlreadyAnswered.class, earlier -> assertThat(earlier.first())
                        .isEqualTo(answer));
        assertThat(waiting()).containsExactly("2");
        assertThat(node.reviews.answer("acme", "3", true, "bob", null)).isInstanceOf(Answering.Unknown.class);
        assertThat(node.reviews.answer("other", "2", true, "bob", null)).isInstanceOf(Answering.Unknown.class);
    }

    @Test
    void answers_areOutcomes() {
        decide("1");
        decide("2");
        node.reviews.answer("acme", "1", false, "ann", null);
        node.reviews.answer("acme", "2", true, "ann", null);
        node.awaitWritten();
        PerformanceReport report = node.performance.report("acme", DAY, DAY.plusDays(1));
        assertThat(report.of(Verdict.REVIEW).fraud()).isEqualTo(1);
        assertThat(report.of(Verdict.REVIEW).legitimate()).isEqualTo(1);
    }

    @Test
    void restart_leavesEverythingAsItWas() throws IOException {
        IntStream.range(0, 100).forEach(i -> decide("c-" + i));
        IntStream.range(0, 50).forEach(i -> node.reviews.answer("acme", "c-" + 2 * i, i % 2 == 0, "ann", null));
        node.awaitWritten();
        ReviewFilter all = new ReviewFilter("acme", ReviewFilter.State.ALL, null, null, null);
        List<Review> before = node.queue.page(all, null, 1_000);
        PerformanceReport performance = node.performance.report("acme", DAY, DAY.plusDays(1));
        assertThat(before).hasSize(100);

        node.restart();
        assertThat(node.queue.page(all, null, 1_000)).isEqualTo(before);
        assertThat(node.queue.waiting()).isEqualTo(50);
        assertThat(node.performance.report("acme", DAY, DAY.plusDays(1))).isEqualTo(performance);
        assertThat(node.reviews.answer("acme", "c-0", true, "bob", null)).isInstanceOf(AlreadyAnswered.class);
        assertThat(node.reviews.answer("acme", "c-1", true, "bob", null)).isInstanceOf(Answered.class);
    }

    @Test
    void manyAtOnce_oneAnswers() {
        decide("1");
        CountDownLatch begin = new CountDownLatch(1);
        List<CompletableFuture<Answering>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    awaitUnchecked(begin);
                    return node.reviews.answer("acme", "1", true, "p-" + i, null);
                }))
                .toList();
        begin.countDown();
        List<Answering> answerings = all.stream().map(CompletableFuture::join).toList();
        List<Answered> answered = answerings.stream()
                .filter(Answered.class::isInstance)
                .map(Answered.class::cast)
                .toList();
        assertThat(answered).hasSize(1);
        assertThat(answerings.stream().filter(AlreadyAnswered.class::isInstance).map(AlreadyAnswered.class::cast))
                .hasSize(7)
                .allMatch(earlier ->
                        earlier.first().equals(answered.getFirst().review().answer()));
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void journalThatTakesNothing_leavesTheReviewWaiting() {
        decide("1");
        node.journal.close();
        assertThat(node.reviews.answer("acme", "1", true, "ann", null)).isInstanceOf(Answering.Unavailable.class);
        assertThat(waiting()).containsExactly("1");
    }
}
