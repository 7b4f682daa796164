package io.riskgate.velocity;

import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Windows that several nodes count into, and what each checkout was answered, whichever node it came to. Where a node is
 * alone there are none, and its own windows ({@link Velocity}) are all there is. Thread-safe; never blocks, but for {@link #warmUp}.
 *
 * <p>A checkout is counted once, by its id, however often and on however many nodes it is gathered or restored.
 */
public interface SharedVelocity {

    /** What a node gets for a checkout. */
    sealed interface Gathered {

        /**
         * The checkout is counted.
         *
         * @param values as {@link Velocity#gather} gives them
         */
        record Counted(List<Number> values) implements Gathered {}

        /** The checkout was decided already, on another node or before a restart. */
        record Answered(Decision decision) implements Gathered {}

        /** The windows did not answer in time. Whether the checkout is counted is not known. */
        record Missing() implements Gathered {}
    }

    /**
     * Decisions of this node that the windows may lack.
     *
     * @param allSince all since then, {@code null} for none: after what Redis can have lost
     * @param missedSince those since then that were made without the windows, {@code null} for none
     */
    record Gap(@Nullable Instant allSince, @Nullable Instant missedSince) {

        public static final Gap NONE = new Gap(null, null);

        public static Gap all(Instant since) {
            return new Gap(since, null);
        }

        public static Gap missed(Instant since) {
            return new Gap(null, since);
        }

        public boolean isEmpty() {
            return allSince == null && missedSince == null;
        }

        public Gap and(Gap other) {
            return new Gap(earlier(allSince, other.allSince), earlier(missedSince, other.missedSince));
        }

        /** When the first of them was made; not of {@link #NONE}. */
        public Instant begin() {
            return Objects.requireNonNull(earlier(allSince, missedSince));
        }

        /**
         * Whether a decision is among them.
         *
         * @param missed whether it was made without the windows
         */
        public boolean has(Instant decidedAt, boolean missed) {
            return isSince(decidedAt, allSince) || (missed && isSince(decidedAt, missedSince));
        }

        private static boolean isSince(Instant at, @Nullable Instant since) {
            return since != null && !at.isBefore(since);
        }

        private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
            if (a == null || b == null) {
                return a == null ? b : a;
            }
            return a.isBefore(b) ? a : b;
        }
    }

    /** Whether there are any. */
    boolean isPresent();

    /** Whether a decision with those features looks at shared windows. */
    boolean concerns(List<Feature> features);

    /** Counts the checkout in and reads the features. Completes within its share of the budget, and never fails. */
    CompletionStage<Gathered> gather(Checkout checkout, List<Feature> features);

    /** Reads what {@link #gather} would answer now; counts and changes nothing. Completes within a second, and never fails. */
    CompletionStage<Gathered> peek(Checkout checkout, List<Feature> features);

    /** Leaves the answer for whoever asks again, unless there is one. To be called after {@link Gathered.Counted}. */
    void answered(Decision decision);

    /**
     * What the windows may lack, if they may and can be reached. The caller then {@link #restore}s it, and says whether it
     * could: {@link #caughtUp}, or {@link #lack} again.
     */
    Optional<Gap> takeGap();

    /** Notes that what {@link #takeGap} gave is there. */
    void caughtUp();

    /** Notes what the windows may lack. */
    void lack(Gap gap);

    /**
     * Counts a decided checkout in, and leaves its answer, unless both are there.
     *
     * @return fails if that is not certain
     */
    CompletionStage<Void> restore(Checkout checkout, Decision decision, List<Feature> features);

    /**
     * Has the way to the windows and back walked so often that the first decisions do not find it cold. Changes nothing in them. Blocks;
     * for the start.
     *
     * @param timeMax after which no other walk begins; each takes a second at most
     */
    void warmUp(Duration timeMax);
}
