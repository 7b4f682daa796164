package io.riskgate.lists;

/** What became of entries that were to be put on a list: all of them, or none. */
public sealed interface ListWrite {

    /** They are on the list, and durable. */
    record Stored(int added, int refreshed) implements ListWrite {}

    /** What was asked for is wrong in itself. */
    record Invalid(String field, String message) implements ListWrite {}

    /** There is no room; {@code message} names the limit. */
    record Full(String message) implements ListWrite {}
}
