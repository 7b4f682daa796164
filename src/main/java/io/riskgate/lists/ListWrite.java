package io.riskgate.lists;

/** What became of entries that were to be put on a list: all of them, or none. */
public sealed interface ListWrite {

    /** They are on the list, and durable. */
    record Stored(int added, int refreshed) implements ListWrite {}

    /** What was asked for is wrong in itself. */
    record Invalid(String field, String message) implements ListWrite {}

    /** There is no room; {@code message} names the limit. */
    record Full(String message) implements ListWrite {

        public static Full list() {
            return new Full("the list would have more than " + NamedLists.ENTRIES_PER_LIST_MAX + " entries");
        }

        public static Full total() {
            return new Full("all lists together would have more than " + NamedLists.ENTRIES_MAX + " entries");
        }

        static Full memory(long bytesMax) {
            return new Full("all lists together would take more than " + memoryWords(bytesMax));
        }

        static Full memoryOfMerchant(long bytesMax) {
            return new Full("the merchant's lists would take more than " + memoryWords(bytesMax));
        }

        private static String memoryWords(long bytes) {
            return "%d bytes of memory, at %d an entry and %d a character"
                    .formatted(bytes, ListMemory.ENTRY_BYTES, ListMemory.CHAR_BYTES);
        }

        public static Full lists() {
            return new Full("the scope has " + NamedLists.LISTS_PER_SCOPE_MAX + " lists, which is the most");
        }

        public static Full scopes() {
            return new Full("there are lists in " + NamedLists.SCOPES_MAX + " scopes, which is the most");
        }
    }
}
