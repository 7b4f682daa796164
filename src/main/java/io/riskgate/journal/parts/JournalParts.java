package io.riskgate.journal.parts;

import io.riskgate.journal.JournalListener;
import io.riskgate.journal.JournalRecord;
import io.riskgate.sealing.DayKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Counts a node's journal. The journal is the one truth: nothing is counted but what has a line in its files, and each line once.
 *
 * <p>The journal's files, in their order, are divided into parts. A part that is over has its rows in a summary on the disk, which
 * says which file is its last; the part that goes on is counted in memory, from the lines that are written. After a restart, also
 * after {@code kill -9}, the files behind the last summary are counted again by the replay that recovery makes anyway ({@link
 * #restore}), and those before it are not. So what is counted is always the summaries' rows and those of the files behind them, and a
 * crash at any moment leaves that as it is. A file of the journal is deleted only once a summary has it.
 *
 * <p>A part ends with a file, when its first hour is of an earlier day or it has so many rows. So memory has as many rows as
 * that, and at most as many more as the lines of one file of the journal make; twice as much while a summary waits for the disk, without
 * which the journal takes nothing more either.
 *
 * <p>The journal's writer counts, one thread calls {@link #summarize}, any reads. Counting never blocks.
 *
 * @param <P> what is counted of a part
 */
public final class JournalParts<P extends JournalPart> implements JournalListener {

    private static final Logger LOG = Logger.getLogger(JournalParts.class);

    /** A part that is over and not yet on the disk. */
    private record Ended<T>(T part, String through) {}

    /**
     * All that is counted at a moment: the summaries, and the parts without one.
     *
     * @param <T> what is counted of a part
     * @param kept parts that have a summary, and are still in memory
     * @param counted the parts without a summary: at most one that is over, and the one that goes on
     */
    public record View<T>(List<PartSummary> summarized, List<T> kept, List<T> counted) {}

    private final Path directory;
    private final PartFiles files;
    private final IntFunction<P> begin;
    private final UnaryOperator<List<P>> keep;
    private final int rowsMax;
    private final long daysKept;
    private final Clock clock;
    private List<PartSummary> summarized;
    private List<P> kept = List.of();
    private @Nullable Ended<P> ended;
    private volatile P current;

    /** Of the replay: the file whose lines come. */
    private String restoring = "";

    /**
     * Reads which summaries there are.
     *
     * @param directory of the summaries; made if it is missing
     * @param begin makes the part of that number, which is empty
     * @param keep of parts that have a summary, oldest first, those that stay in memory; asked with each summary and each {@link
     *     #summarize}
     * @param rowsMax with which a part ends
     * @param daysKept days for which summaries are kept
     * @throws UncheckedIOException naming the file that cannot be read
     */
    public JournalParts(
            Path directory,
            IntFunction<P> begin,
            UnaryOperator<List<P>> keep,
            int rowsMax,
            long daysKept,
            Clock clock) {
        this.directory = directory;
        this.files = new PartFiles(directory);
        this.begin = begin;
        this.keep = keep;
        this.rowsMax = rowsMax;
        this.daysKept = daysKept;
        this.clock = clock;
        try {
            summarized = List.copyOf(files.list());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        current = begin.apply(summarized.isEmpty() ? 1 : summarized.getLast().part() + 1);
    }

    /**
     * Counts a line of the journal that was there before the start, unless a summary has it. For the start, before anything new is
     * written, with all lines in their order. Blocks where a part ends, until its summary is on the disk. If the disk fails, what is
     * over waits for {@link #summarize} to be called again, and all that follows is counted in memory.
     *
     * @param file the name of the file that has it
     * @return whether it was counted; {@code false} if a summary has it
     */
    public boolean restore(String file, JournalRecord entry) {
        if (file.compareTo(through()) <= 0) {
            return false;
        }
        if (!file.equals(restoring)) {
            if (isOver(entry.at()) && end(restoring)) {
                summarizeIfPossible();
            }
            restoring = file;
        }
        current.count(entry);
        return true;
    }

    @Override
    public void written(JournalRecord entry) {
        current.count(entry);
    }

    @Override
    public void ended(String file) {
        if (isOver(clock.instant())) {
            end(file);
        }
    }

    @Override
    public boolean mayDelete(String file) {
        return file.compareTo(through()) <= 0;
    }

    private synchronized String through() {
        return summarized.isEmpty() ? "" : summarized.getLast().through();
    }

    private boolean isOver(Instant present) {
        P part = current;
        return !part.isEmpty()
                && (part.size() >= rowsMax || UtcHour.day(part.firstHour()) < UtcHour.day(UtcHour.of(present)));
    }

    /** Where the one before still waits for the disk, the part goes on. Returns whether it has ended. */
    private synchronized boolean end(String file) {
        if (ended != null) {
            return false;
        }
        ended = new Ended<>(current, file);
        current = begin.apply(current.number() + 1);
        return true;
    }

    /** A full disk must not keep the engine from its start: the journal still has what is not summarized. */
    private void summarizeIfPossible() {
        try {
            summarize();
        } catch (UncheckedIOException failed) {
            LOG.warnf("A part of the journal gets no summary in %s for now: %s", directory, failed.getMessage());
        }
    }

    /**
     * Has a part that is over summarized on the disk, if there is one, and deletes summaries that are so many days older than
     * that. A summary that begins more than {@link DayKeys#DAYS_BETWEEN_MAX} days after the one before deletes nothing, since a clock that jumps
     * ahead would delete all; if the next one goes on from there, that deletes. Blocks; for one thread.
     *
     * @throws UncheckedIOException if the disk fails; it is to be called again. What could not be deleted is tried again with the next
     *     summary.
     */
    public void summarize() {
        forget();
        Ended<P> over = over();
        if (over == null) {
            return;
        }
        try {
            add(files.write(over.part(), over.through()), over.part());
            deleteOld();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void forget() {
        if (!kept.isEmpty()) {
            kept = List.copyOf(keep.apply(kept));
        }
    }

    private synchronized @Nullable Ended<P> over() {
        return ended;
    }

    /** In one step, so that a reader finds the rows once. */
    private synchronized void add(PartSummary summary, P part) {
        List<PartSummary> more = new ArrayList<>(summarized);
        more.add(summary);
        summarized = List.copyOf(more);
        ended = null;
        keep(part);
    }

    /** Has a part in memory whose lines summaries have, as long as it is to be kept. */
    public synchronized void keep(P part) {
        List<P> more = new ArrayList<>(kept);
        more.add(part);
        kept = List.copyOf(keep.apply(more));
    }

    /** One by one from the beginning on, as far as the disk lets them go, since a gap would be damage. */
    private void deleteOld() throws IOException {
        List<PartSummary> all = view().summarized();
        long newest = all.getLast().firstHour();
        if (all.size() == 1
                || newest - all.get(all.size() - 2).firstHour() > DayKeys.DAYS_BETWEEN_MAX * UtcHour.PER_DAY) {
            return;
        }
        long firstKept = newest - daysKept * UtcHour.PER_DAY;
        for (PartSummary old : all) {
            if (old.lastHour() >= firstKept) {
                return;
            }
            files.delete(old);
            forgetFirst();
        }
    }

    private synchronized void forgetFirst() {
        summarized = List.copyOf(summarized.subList(1, summarized.size()));
    }

    /** What is counted now. */
    public synchronized View<P> view() {
        return new View<>(summarized, kept, ended == null ? List.of(current) : List.of(ended.part(), current));
    }

    /** Rows in memory. */
    public int rows() {
        View<P> view = view();
        return view.kept().stream().mapToInt(JournalPart::size).sum()
                + view.counted().stream().mapToInt(JournalPart::size).sum();
    }

    /**
     * Passes on the rows of those hours that summaries have. Blocks.
     *
     * @param merchantId whose, {@code null} for all
     * @param toHour the first that is not wanted
     */
    public void readSummaries(
            View<P> view, @Nullable String merchantId, long fromHour, long toHour, PartFiles.RowConsumer consumer) {
        for (PartSummary summary : view.summarized()) {
            if (summary.overlaps(fromHour, toHour)) {
                try {
                    files.read(summary, merchantId, fromHour, toHour, consumer);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
