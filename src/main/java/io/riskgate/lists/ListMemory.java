package io.riskgate.lists;

import io.riskgate.lists.ListWrite.Full;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the entries of all lists take of the heap, by an estimate that is seldom too low and then by little, and which part of it is
 * each scope's. The platform may have all that there is, a merchant one of {@link #PARTS}. Thread-safe; never blocks.
 */
final class ListMemory {

    /** An entry but for the characters of its value: its objects, and its place in the table. */
    static final int ENTRY_BYTES = 120;

    /** Of a value that has one beyond Latin-1; of others it is a single byte. */
    static final int CHAR_BYTES = 2;

    /** So that no merchant keeps its neighbours from putting anything on their lists. */
    static final int PARTS = 4;

    private final long bytesMax;
    private final Map<String, Long> bytesByScope = new HashMap<>();
    private long bytes;

    /** @param bytesMax for all lists together */
    ListMemory(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    static long bytes(String value) {
        return ENTRY_BYTES + (long) CHAR_BYTES * value.length();
    }

    synchronized long bytes() {
        return bytes;
    }

    /** {@code null} if there is room for so many bytes more; what adds nothing has room also where there is too much already. */
    synchronized @Nullable Full room(String scope, long more) {
        if (more == 0) {
            return null;
        }
        boolean isMerchant = !scope.equals(NamedLists.PLATFORM);
        if (isMerchant && bytesByScope.getOrDefault(scope, 0L) + more > bytesMax / PARTS) {
            return Full.memoryOfMerchant(bytesMax / PARTS);
        }
        return bytes + more > bytesMax ? Full.memory(bytesMax) : null;
    }

    /** Adds so many bytes if there is {@link #room} for them. */
    synchronized @Nullable Full take(String scope, long more) {
        Full full = room(scope, more);
        if (full == null) {
            add(scope, more);
        }
        return full;
    }

    /** @param more below zero for what is gone */
    synchronized void add(String scope, long more) {
        bytes += more;
        long ofScope = bytesByScope.getOrDefault(scope, 0L) + more;
        if (ofScope == 0) {
            bytesByScope.remove(scope);
        } else {
            bytesByScope.put(scope, ofScope);
        }
    }
}
