package io.riskgate.backtest;

import java.time.Instant;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Puts events in the order of their times, and those of one time in the order in which they came. A journal is nearly in that order
 * already, so a part of it at a time is enough. For one thread; never blocks.
 *
 * <p>Holds {@link #EVENTS_MAX} events, or {@link #BYTES_MAX} of them if they are large; beyond, the earliest is passed on. One that comes
 * after a later one was passed on is late: it is passed on all the same, and counted. No more are held, since each is what a collector finds
 * alive and copies: with eight times as many it took twice the CPU that reading did.
 */
final class ReorderBuffer {

    static final int EVENTS_MAX = 10_000;
    static final long BYTES_MAX = 32L * 1024 * 1024;

    /** @param number in which the event came */
    private record Waiting(Event event, Instant at, long number) implements Comparable<Waiting> {

        @Override
        public int compareTo(Waiting other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
    private final int eventsMax;
    private final long bytesMax;
    private final Consumer<Event> next;
    private Instant newest = Instant.MIN;
    private long bytes;
    private long added;
    private long late;

    /** @param next gets them in their order */
    ReorderBuffer(Consumer<Event> next) {
        this(EVENTS_MAX, BYTES_MAX, next);
    }

    ReorderBuffer(int eventsMax, long bytesMax, Consumer<Event> next) {
        this.eventsMax = eventsMax;
        this.bytesMax = bytesMax;
        this.next = next;
    }

    void add(Event event) {
        waiting.add(new Waiting(event, event.at(), added++));
        bytes += event.bytes();
        while (waiting.size() > eventsMax || bytes > bytesMax) {
            passOn();
        }
    }

    /** Passes on what is left. */
    void end() {
        while (!waiting.isEmpty()) {
            passOn();
        }
    }

    /** How many came too late for their place. */
    long late() {
        return late;
    }

    private void passOn() {
        Event event = waiting.remove().event;
        bytes -= event.bytes();
        if (event.at().isBefore(newest)) {
            late++;
        } else {
            newest = event.at();
        }
        next.accept(event);
    }
}
