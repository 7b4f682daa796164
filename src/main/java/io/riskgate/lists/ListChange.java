package io.riskgate.lists;

import java.util.Map;

/** What was done to a list that nodes share. Doing it again, even after later changes, ends alike once those are done again. */
public sealed interface ListChange {

    String scope();

    String name();

    /**
     * Values were put on it; it begins to exist with them, also with none.
     *
     * @param expiresAtByValue in milliseconds, {@link Long#MAX_VALUE} for never
     */
    record Put(String scope, String name, Map<String, Long> expiresAtByValue) implements ListChange {}

    record Remove(String scope, String name, String value) implements ListChange {}

    record Delete(String scope, String name) implements ListChange {}
}
