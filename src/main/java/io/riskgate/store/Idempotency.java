package io.riskgate.store;

import io.riskgate.model.Decision;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The first answer to each {@code (merchantId, id)}, so that a retry gets it again and counts once. Thread-safe; never
 * blocks.
 */
public interface Idempotency {

    /**
     * Claims a checkout's id for the caller.
     *
     * @param answer what the caller will complete; a caller that comes later with the same id gets this very future,
     *     also while it is not yet complete
     * @return {@code null} if the id was free and is now the caller's, else the answer (or the one to come) of the
     *     first caller
     */
    @Nullable
    CompletableFuture<Decision> claim(String merchantId, String checkoutId, CompletableFuture<Decision> answer);

    /** The answer, or the one to come, of the id; {@code null} if nobody has claimed it. */
    @Nullable
    CompletableFuture<Decision> find(String merchantId, String checkoutId);

    /**
     * Puts an answer of before a restart in place.
     *
     * @param age how long ago it was given; one that would be forgotten by now is not taken
     */
    void restore(Decision decision, Duration age);
}
