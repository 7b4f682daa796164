package io.riskgate.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A stretch of time: {@code from} is in it, {@code to} is not. */
record Span(Instant from, Instant to) {

    Instant anyMoment(Dice dice) {
        return from.plusMillis(dice.below(millis()));
    }

    /** A stretch of that length somewhere in this one; this one itself if it is not longer. */
    Span somewhere(Duration length, Dice dice) {
        long slackMillis = Math.max(0, millis() - length.toMillis());
        Instant start = from.plusMillis(dice.below(slackMillis + 1));
        Instant end = start.plus(length);
        return new Span(start, end.isBefore(to) ? end : to);
    }

    /** So many moments of this stretch, in order, as irregular as calls that nobody coordinates. */
    List<Instant> moments(int count, Dice dice) {
        return Stream.generate(() -> anyMoment(dice)).limit(count).sorted().toList();
    }

    boolean contains(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(to);
    }

    private long millis() {
        return Duration.between(from, to).toMillis();
    }
}
