package io.riskgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskgate.model.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class PlayerTest {

    private static final List<LabelledCheckout> CHECKOUTS = DaySimulator.simulate(
                    new DayPlan(5, DayPlan.CHECKOUTS_MIN, Instant.parse("2026-05-20T15:00:00Z")))
            .checkouts();
    private static final List<LabelledCheckout> SOME = CHECKOUTS.subList(0, 400);

    @Test
    void verdicts_are_counted_under_the_label_of_their_checkout() throws Exception {
        try (FakeEngine engine = new FakeEngine(0, PlayerTest::declineCheap)) {
            PlayResult result = new Player(engine.url(), null, "/v1/decisions", 8).play(SOME, 0, Progress.NONE);

            assertThat(result.errors()).isZero();
            assertThat(result.latencyMicros().getTotalCount()).isEqualTo(SOME.size());
            for (Label label : Label.values()) {
                long cheap = SOME.stream()
                        .filter(labelled -> labelled.label() == label)
                        .filter(labelled -> labelled.checkout().amount().doubleValue() < 20)
                        .count();
                assertThat(result.scoreboard().count(label, Verdict.DECLINE)).isEqualTo(cheap);
            }
        }
    }

    @Test
    void every_checkout_is_sent_once_as_it_is() throws Exception {
        try (FakeEngine engine = new FakeEngine(0, checkout -> FakeEngine.verdict("APPROVE"))) {
            new Player(engine.url(), null, "/v1/decisions", 8).play(SOME, 0, Progress.NONE);

            assertThat(engine.checkouts.stream().map(sent -> sent.path("id").asText()))
                    .containsExactlyInAnyOrderElementsOf(SOME.stream()
                            .map(labelled -> labelled.checkout().id())
                            .toList());
            for (LabelledCheckout labelled : SOME) {
                assertThat(engine.checkouts)
                        .contains(FakeEngine.JSON.readTree(CheckoutJson.write(labelled.checkout())));
            }
        }
    }

    @Test
    void checkouts_arrive_in_order_but_for_those_in_flight() throws Exception {
        try (FakeEngine engine = new FakeEngine(0, checkout -> FakeEngine.verdict("APPROVE"))) {
            new Player(engine.url(), null, "/v1/decisions", 1).play(SOME, 0, Progress.NONE);

            assertThat(engine.checkouts.stream().map(sent -> sent.path("id").asText()))
                    .isSorted();
        }
    }

    @Test
    void rate_is_not_exceeded() throws Exception {
        try (FakeEngine engine = new FakeEngine(0, checkout -> FakeEngine.verdict("APPROVE"))) {
            PlayResult result = new Player(engine.url(), null, "/v1/decisions", 4).play(SOME, 1_000, Progress.NONE);

            assertThat(result.perSecond()).isBetween(1.0, 1_010.0);
        }
    }

    @Test
    void waiting_for_a_slow_engine_counts_as_latency() throws Exception {
        try (FakeEngine engine = new FakeEngine(0, checkout -> {
            LockSupport.parkNanos(10_000_000);
            return FakeEngine.verdict("APPROVE");
        })) {
            // 20 requests that take 10 ms each are due within 2 ms, over one connection: the last waits for 19 others.
            PlayResult result =
                    new Player(engine.url(), null, "/v1/decisions", 1).play(SOME.subList(0, 20), 10_000, Progress.NONE);

            assertThat(result.latencyMicros().getMaxValue()).isGreaterThan(150_000);
        }
    }

    @Test
    void play_is_given_up_after_many_errors() throws Exception {
        try (FakeEngine engine = new FakeEngine(0, checkout -> "503 \u001b[31moverloaded\n")) {
            AtomicInteger reached = new AtomicInteger();

            PlayResult result = new Player(engine.url(), null, "/v1/decisions", 8).play(CHECKOUTS, 0, reached::set);

            assertThat(result.errors()).isBetween((long) Player.ERRORS_MAX, Player.ERRORS_MAX + 8L);
            assertThat(result.firstError()).isEqualTo("status 503: 503 ?[31moverloaded");
            assertThat(result.latencyMicros().getTotalCount()).isZero();
        }
    }

    @Test
    void answer_without_a_verdict_is_an_error() throws Exception {
        try (FakeEngine engine = new FakeEngine(0, checkout -> "{\"hello\":1}")) {
            PlayResult result =
                    new Player(engine.url(), null, "/v1/decisions", 2).play(SOME.subList(0, 3), 0, Progress.NONE);

            assertThat(result.errors()).isEqualTo(3);
        }
    }

    private static String declineCheap(JsonNode checkout) {
        return FakeEngine.verdict(checkout.path("amount").asDouble() < 20 ? "DECLINE" : "APPROVE", "card_testing");
    }
}
