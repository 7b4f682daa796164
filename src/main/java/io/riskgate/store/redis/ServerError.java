package io.riskgate.store.redis;

import io.vertx.redis.client.impl.types.ErrorType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * What a server's error is about, by the word that it begins with. An error of a command inside of a script has that word
 * somewhere, since older servers put the script's own words before it.
 */
enum ServerError {
    NOSCRIPT,
    WRONGTYPE,
    /** From our own scripts: the value is not what they write. */
    CORRUPT,
    OOM,
    READONLY,
    LOADING,
    MASTERDOWN,
    CLUSTERDOWN,
    MOVED,
    ASK,
    TRYAGAIN,
    NOAUTH,
    WRONGPASS,
    NOPERM,
    MISCONF,
    BUSY,
    /** Any other word. */
    OTHER,
    /** Not from a server. */
    NONE;

    static ServerError of(Throwable failed) {
        if (!(failed instanceof ErrorType)) {
            return NONE;
        }
        Set<String> words =
                Set.copyOf(Arrays.asList(String.valueOf(failed.getMessage()).split("[^A-Z]+", -1)));
        return Arrays.stream(values())
                .filter(error -> words.contains(error.name()))
                .findFirst()
                .orElse(OTHER);
    }

    /** Whether it is about one key's value: the server is well, and other keys are. */
    boolean isOfOneKey() {
        return this == WRONGTYPE || this == CORRUPT;
    }

    /** As a metric's label. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
