package io.riskgate.journal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in the file that is being written the entries since some time begin, so that a reader of the newest ones does not read
 * a day's. Entries are nearly in the order of their times, not quite: each mark has the latest time of all entries before it, and
 * what lies before a mark whose time is earlier than asked for can be left out, whatever the clock did.
 *
 * <p>One mark for each {@link #BYTES_PER_MARK}. For any thread; never blocks for long.
 */
final class JournalMarks {

    static final long BYTES_PER_MARK = 256 * 1024;

    /** Beyond it, which takes a file of 1 GiB, reading begins at the last mark before. */
    static final int MARKS_MAX = 4_096;

    /** @param latest of all entries before {@code offset} */
    private record Mark(long offset, Instant latest) {}

    private final List<Mark> marks = new ArrayList<>();
    private Instant latest = Instant.MIN;
    private @Nullable Path file;

    /**
     * Notes that entries are about to be written at the offset. Called before each write.
     *
     * @param latestSoFar of these entries and of all earlier ones
     */
    synchronized void writing(Path to, long offset, Instant latestSoFar) {
        if (!to.equals(file)) {
            file = to;
            marks.clear();
        }
        long known = marks.isEmpty() ? 0 : marks.getLast().offset();
        if (offset - known >= BYTES_PER_MARK && marks.size() < MARKS_MAX) {
            marks.add(new Mark(offset, latest));
        }
        latest = latestSoFar;
    }

    /** Where a line begins before which the file has no entry since then; 0 for a file that is not known. */
    synchronized long offset(Path of, Instant since) {
        long offset = 0;
        if (of.equals(file)) {
            for (Mark mark : marks) {
                if (!mark.latest().isBefore(since)) {
                    break;
                }
                offset = mark.offset();
            }
        }
        return offset;
    }
}
