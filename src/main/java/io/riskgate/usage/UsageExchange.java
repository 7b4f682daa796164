package io.riskgate.usage;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where nodes tell each other what they have counted, and read it. Blocks; thread-safe. Everything throws {@link
 * io.riskgate.store.StoreUnavailableException} if the medium fails.
 */
public interface UsageExchange extends UsageAudience {

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
