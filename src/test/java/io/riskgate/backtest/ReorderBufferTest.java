package io.riskgate.backtest;

import static io.riskgate.backtest.BacktestFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.journal.SettlementEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReorderBufferTest {

    private final List<String> passed = new ArrayList<>();

    private static Event event(String id, int second) {
        Instant at = START.plusSeconds(second);
        return new Event.Settled(new SettlementEntry(at, "acme", id, true), at);
    }

    private ReorderBuffer buffer(int eventsMax, long bytesMax) {
        return new ReorderBuffer(
                eventsMax,
                bytesMax,
                event -> passed.add(((Event.Settled) event).settlement().id()));
    }

    @Test
    void events_comeInTheOrderOfTheirTimes_thoseOfOneTimeAsTheyCame() {
        ReorderBuffer buffer = buffer(100, Long.MAX_VALUE);
        buffer.add(event("c", 3));
        buffer.add(event("b1", 2));
        buffer.add(event("a", 1));
        buffer.add(event("b2", 2));
        assertThat(passed).isEmpty();
        buffer.end();

        assertThat(passed).containsExactly("a", "b1", "b2", "c");
        assertThat(buffer.late()).isZero();
    }

    @Test
    void moreThanItHolds_isPassedOn_andWhatComesTooLateIsCounted() {
        ReorderBuffer buffer = buffer(3, Long.MAX_VALUE);
        IntStream.range(0, 10).forEach(i -> buffer.add(event("" + i, 10 + i)));
        assertThat(passed).containsExactly("0", "1", "2", "3", "4", "5", "6");
        buffer.add(event("early enough", 17));
        buffer.add(event("late", 11));
        buffer.end();

        assertThat(passed).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "late", "early enough", "8", "9");
        assertThat(buffer.late()).isEqualTo(1);
    }

    @Test
    void largeEvents_areHeldInSmallerNumbers() {
        Event one = event("x", 0);
        ReorderBuffer buffer = buffer(1_000, 5 * one.bytes());
        IntStream.range(0, 8).forEach(i -> buffer.add(event("" + i, i)));

        assertThat(passed).containsExactly("0", "1", "2");
    }
}
