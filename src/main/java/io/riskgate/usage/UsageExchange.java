package io.riskgate.usage;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where nodes tell each other what they have counted. A node tells what an hour of a merchant comes to in all of its journal, so telling
 * it again changes nothing. Blocks; not for an event loop or a shard. Thread-safe. Everything throws {@link
 * io.riskgate.store.StoreUnavailableException} if the medium fails.
 */
public interface UsageExchange {

    /** Of a node that is alone. */
    UsageExchange NONE = new UsageExchange() {
        @Override
        public void put(String node, Map<MerchantHour, Usage> rows) {}

        @Override
        public boolean putMark(String node, @Nullable Mark found, Mark mark) {
            return true;
        }

        @Override
        public @Nullable Mark mark(String node) {
            return null;
        }

        @Override
        public Map<String, Mark> marks() {
            return Map.of();
        }

        @Override
        public NavigableSet<String> merchants(long fromHour, long toHour) {
            return Collections.emptyNavigableSet();
        }

        @Override
        public void read(String merchantId, long fromHour, long toHour, RowConsumer consumer) {}
    };

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

    /** All nodes that have told anything. */
    Map<String, Mark> marks();

    /**
     * All merchants of whom nodes have told anything in those hours, and maybe some of whom they have only shortly before or after.
     *
     * @param toHour the first that is not wanted
     */
    NavigableSet<String> merchants(long fromHour, long toHour);

    /**
     * Passes on what nodes have told of a merchant's hours. Rows of several nodes add up.
     *
     * @param toHour the first that is not wanted
     */
    void read(String merchantId, long fromHour, long toHour, RowConsumer consumer);

    /** Takes a row of a node. */
    interface RowConsumer {
        void accept(String node, MerchantHour hour, Usage usage);

        /** All but those of a node. */
        static RowConsumer but(String node, BiConsumer<MerchantHour, Usage> consumer) {
            return (of, hour, usage) -> {
                if (!of.equals(node)) {
                    consumer.accept(hour, usage);
                }
            };
        }
    }
}
