package io.riskgate.journal;

import java.util.List;

/**
 * What a replay found.
 *
 * @param entries that were passed on
 * @param tornLines files whose last line was not finished, as a crash leaves them
 * @param corruptLines other lines that could not be read
 * @param forgottenLines whose checkouts are sealed by keys that are not there
 * @param messages file, line and reason of the first {@link #MESSAGES_MAX} lines that could not be read
 */
public record ReplayReport(
        long entries, long tornLines, long corruptLines, long forgottenLines, List<String> messages) {

    public static final int MESSAGES_MAX = 10;

    public ReplayReport {
        messages = List.copyOf(messages);
    }
}
