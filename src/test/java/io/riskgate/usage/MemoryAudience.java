package io.riskgate.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps what one node tells it; cannot be told anything while it is away. */
final class MemoryAudience implements UsageAudience {

    private final Map<MerchantHour, Usage> rows = new HashMap<>();
    private @Nullable Mark mark;
    boolean away;

    @Override
    public void put(String node, Map<MerchantHour, Usage> more) {
        if (away) {
            throw new UncheckedIOException(new IOException("away"));
        }
        rows.putAll(more);
    }

    @Override
    public boolean putMark(String node, @Nullable Mark found, Mark next) {
        boolean isAsFound = Objects.equals(found, mark);
        mark = isAsFound ? next : mark;
        return isAsFound;
    }

    @Override
    public @Nullable Mark mark(String node) {
        return mark;
    }

    CountedUsage counted() {
        CountedUsage counted = new CountedUsage();
        rows.forEach(counted::add);
        return counted;
    }
}
