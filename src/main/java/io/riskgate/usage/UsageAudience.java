package io.riskgate.usage;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom a node tells what it has counted: what an hour of a merchant comes to in all of its journal, so that telling it again changes
 * nothing. Blocks; not for an event loop or a shard. Everything throws {@link java.io.UncheckedIOException} if the medium fails.
 */
public interface UsageAudience {

    /** What {@link #put} takes at once, so that nobody else waits for long. */
    int ROWS_AT_ONCE_MAX = 100;

    /**
     * How far a node has told.
     *
     * @param upTo all that its journal had by then
     * @param part the first that had no summary then; those before it are told as they will stay
     */
    record Mark(Instant upTo, int part) {}

    /** Sets what the node has of those merchants' hours; at most {@link #ROWS_AT_ONCE_MAX}. */
    void put(String node, Map<MerchantHour, Usage> rows);

    /**
     * Sets how far the node has told; to be called behind what it has told.
     *
     * @param found what {@link #mark} said before anything was told, {@code null} for nothing
     * @return whether it still says so; else nothing is set, since what was told meanwhile may be lost
     */
    boolean putMark(String node, @Nullable Mark found, Mark mark);

    /** How far the node has told, {@code null} if nothing is known of it. */
    @Nullable
    Mark mark(String node);
}
