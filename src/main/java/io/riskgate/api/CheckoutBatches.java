package io.riskgate.api;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through batches without keeping an event loop from its other requests for long: a large one is read on a worker thread, and the checkouts
 * are decided a few at a time. Thread-safe; never blocks. To be called on the event loop of the request, where all but the reading happens.
 */
@Singleton
final class CheckoutBatches {

    /** What is larger is read on a worker thread. */
    static final int READ_AT_ONCE_BYTES_MAX = CheckoutReader.BODY_BYTES_MAX;

    /** After so many it is others' turn. */
    static final int DECIDED_AT_ONCE = 10;

    private final Vertx vertx;
    private final CheckoutReader reader;

    CheckoutBatches(Vertx vertx, CheckoutReader reader) {
        this.vertx = vertx;
        this.reader = reader;
    }

    /** How one checkout of a batch is decided. */
    @FunctionalInterface
    interface Decider {

        /** Begins at once, and does not fail. */
        Uni<Object> decide(ReadCheckout read, boolean isFirst);
    }

    /**
     * What {@link CheckoutReader#readBatch} makes of a body.
     *
     * @throws ProblemException at once or as a failure, if it is not well-formed, or too large
     */
    Uni<List<ReadCheckout>> read(byte @Nullable [] body) {
        return body == null || body.length <= READ_AT_ONCE_BYTES_MAX
                ? Uni.createFrom().item(reader.readBatch(body))
                : Uni.createFrom().completionStage(() -> vertx.executeBlocking(() -> reader.readBatch(body), false)
                        .toCompletionStage());
    }

    /** The answers to all, in their order, in which they are also begun. */
    Uni<List<Object>> decide(List<ReadCheckout> all, Decider decider) {
        if (all.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<Uni<Object>> begun = new ArrayList<>(all.size());
        return begin(all, begun, decider, vertx.getOrCreateContext())
                .chain(() -> Uni.join().all(begun).andFailFast());
    }

    private static Uni<Void> begin(
            List<ReadCheckout> all, List<Uni<Object>> begun, Decider decider, Context eventLoop) {
        int end = Math.min(begun.size() + DECIDED_AT_ONCE, all.size());
        while (begun.size() < end) {
            begun.add(decider.decide(all.get(begun.size()), begun.isEmpty()));
        }
        return end == all.size()
                ? Uni.createFrom().voidItem()
                : turnOfOthers(eventLoop).chain(() -> begin(all, begun, decider, eventLoop));
    }

    private static Uni<Void> turnOfOthers(Context eventLoop) {
        return Uni.createFrom().emitter(turn -> eventLoop.runOnContext(over -> turn.complete(null)));
    }
}
