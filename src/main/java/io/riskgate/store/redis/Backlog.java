package io.riskgate.store.redis;

import io.riskgate.velocity.SharedVelocity.Gap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What Redis may lack of this node's decisions, and what of that is being restored. Thread-safe; never blocks. */
final class Backlog {

    private Gap lacking = Gap.NONE;
    private Gap restoring = Gap.NONE;

    synchronized void add(Gap more) {
        lacking = lacking.and(more);
    }

    /** What is to be restored now; nothing if nothing lacks. */
    synchronized Optional<Gap> take() {
        if (lacking.isEmpty()) {
            return Optional.empty();
        }
        restoring = lacking;
        lacking = Gap.NONE;
        return Optional.of(restoring);
    }

    /** Says that what was taken is there. */
    synchronized void restored() {
        restoring = Gap.NONE;
    }

    /** Whether Redis has all that this node decided, as far as is known. */
    synchronized boolean isEmpty() {
        return lacking.isEmpty() && restoring.isEmpty();
    }

    /** The age of the oldest decision in it, 0 if there is none. */
    synchronized double ageSeconds(Instant now) {
        Gap all = lacking.and(restoring);
        return all.isEmpty() ? 0 : Duration.between(all.begin(), now).toMillis() / 1e3;
    }
}
