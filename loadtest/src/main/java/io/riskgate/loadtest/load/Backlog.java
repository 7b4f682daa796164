package io.riskgate.loadtest.load;

/**
 * Requests that are due and wait for a free connection, oldest first: their numbers and their
 * due times. It grows without boxing up to {@link #REQUESTS_MAX}. Belongs to one thread.
 */
final class Backlog {

    /** What waits beyond it is refused, and counted as unsent. */
    static final int REQUESTS_MAX = 1 << 21;

    private long[] numbers = new long[1024];
    private long[] dueNanos = new long[1024];
    private int head;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns false if it is full. */
    boolean add(long number, long due) {
        if (size == numbers.length) {
            if (size == REQUESTS_MAX) {
                return false;
            }
            grow();
        }
        int tail = (head + size) & (numbers.length - 1);
        numbers[tail] = number;
        dueNanos[tail] = due;
        size++;
        return true;
    }

    /** The oldest's number; there must be one. */
    long number() {
        return numbers[head];
    }

    /** When the oldest was due; there must be one. */
    long dueNanos() {
        return dueNanos[head];
    }

    void remove() {
        head = (head + 1) & (numbers.length - 1);
        size--;
    }

    private void grow() {
        numbers = unrolled(numbers);
        dueNanos = unrolled(dueNanos);
        head = 0;
    }

    private long[] unrolled(long[] ring) {
        long[] larger = new long[ring.length * 2];
        System.arraycopy(ring, head, larger, 0, ring.length - head);
        System.arraycopy(ring, 0, larger, ring.length - head, head);
        return larger;
    }
}
