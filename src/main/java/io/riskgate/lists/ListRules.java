package io.riskgate.lists;

import io.riskgate.lists.ListWrite.Invalid;
import java.time.Instant;
import java.util.Collection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What scopes, lists and entries may be called. */
public final class ListRules {

    static final int SCOPE_CHARS_MAX = 128;
    static final int VALUE_CHARS_MAX = 256;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,63}");
    private static final Instant EXPIRES_AT_END = Instant.parse("+10000-01-01T00:00:00Z");

    private ListRules() {}

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** What is wrong, or {@code null} if nothing is. */
    public static @Nullable Invalid check(String scope, String name, Collection<ListEntry> entries) {
        if (!isText(scope, SCOPE_CHARS_MAX)) {
            return new Invalid(
                    "scope", "must be 1 to " + SCOPE_CHARS_MAX + " characters, none of them a control character");
        }
        if (!isName(name)) {
            return new Invalid(
                    "name",
                    "must begin with a lower-case letter and have at most 64 lower-case letters, digits, _ or -");
        }
        if (entries.size() > NamedLists.ENTRIES_PER_CALL_MAX) {
            return new Invalid("entries", "must not have more than " + NamedLists.ENTRIES_PER_CALL_MAX);
        }
        int index = 0;
        for (ListEntry entry : entries) {
            if (!isText(entry.value(), VALUE_CHARS_MAX)) {
                return new Invalid(
                        "entries[" + index + "].value",
                        "must be 1 to " + VALUE_CHARS_MAX + " characters, none of them a control character");
            }
            if (entry.expiresAt() != null && !isExpiry(entry.expiresAt())) {
                return new Invalid("entries[" + index + "].expiresAt", "must be between the years 1970 and 9999");
            }
            index++;
        }
        return null;
    }

    private static boolean isExpiry(Instant at) {
        return !at.isBefore(Instant.EPOCH) && at.isBefore(EXPIRES_AT_END);
    }

    /** Half a surrogate pair is refused too: a file, which is UTF-8, cannot hold it. */
    private static boolean isText(String text, int charsMax) {
        return !text.isEmpty()
                && text.length() <= charsMax
                && text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}
