package io.riskgate.api;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.myers.MeyersDiffWithLinearSpace;
import com.github.difflib.patch.Patch;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What one text changes of another, as a unified diff. At most {@link #LINES_MAX} lines of both together, since texts that have
 * nothing in common take time by the square of that; one at a time, in memory in proportion to the texts. Thread-safe.
 */
@Singleton
final class TextDiff {

    static final int LINES_MAX = 10_000;

    /** The name of a text that there is none of. */
    static final String NOTHING = "/dev/null";

    private static final int CONTEXT_LINES = 3;

    /** The lines with the texts' names, which come first. */
    private static final int NAMES = 2;

    private static final long WAIT_MILLIS_MAX = 2_000;

    /** Fair, so that whoever asks again and again does not overtake those who wait. */
    private final Semaphore one = new Semaphore(1, true);

    /** What became of it. */
    sealed interface Outcome {}

    /** @param text empty if both are the same */
    record Unified(String text) implements Outcome {}

    record TooLong() implements Outcome {}

    /** Others are being made, and took too long. */
    record Busy() implements Outcome {}

    /** Waits for others, {@link #WAIT_MILLIS_MAX} at most, and computes; not for an event loop. */
    Outcome unified(String oldName, String oldText, String newName, String newText) throws InterruptedException {
        List<String> older = oldText.lines().toList();
        List<String> newer = newText.lines().toList();
        if (older.size() + newer.size() > LINES_MAX) {
            return new TooLong();
        }
        if (!one.tryAcquire(WAIT_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
            return new Busy();
        }
        try {
            Patch<String> patch = DiffUtils.diff(older, newer, new MeyersDiffWithLinearSpace<>());
            List<String> lines = UnifiedDiffUtils.generateUnifiedDiff(oldName, newName, older, patch, CONTEXT_LINES);
            return new Unified(lines.isEmpty() ? "" : text(lines, older.isEmpty()));
        } finally {
            one.release();
        }
    }

    /** As everybody else writes it: what is removed stands before what is added, and a text of no lines begins at line 0. */
    private static String text(List<String> lines, boolean isAllNew) {
        StringBuilder text = new StringBuilder();
        StringBuilder added = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (i >= NAMES && line.startsWith("+")) {
                added.append(line).append('\n');
                continue;
            }
            if (!line.startsWith("-")) {
                text.append(added);
                added.setLength(0);
            }
            text.append(isAllNew && i == NAMES ? line.replaceFirst("-1,0", "-0,0") : line)
                    .append('\n');
        }
        return text.append(added).toString();
    }
}
