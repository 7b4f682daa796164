package io.riskgate.usage;

import io.riskgate.journal.JournalListener;
import io.riskgate.journal.JournalRecord;
import io.riskgate.store.StateConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Counts what each merchant uses in each hour, from this node's journal. The journal is the one truth: nothing is counted but what has
 * a line in its files, and each line once.
 *
 * <p>The journal's files, in their order, are divided into parts. A part that is over has its rows in a summary on the disk, which
 * says which file is its last; the part that goes on is counted in memory, from the lines that are written. After a restart, also
 * after {@code kill -9}, the files behind the last summary are counted again by the replay that recovery makes anyway ({@link
 * #restore}), and those before it are not. So what is counted is always the summaries' rows and those of the files behind them, and a
 * crash at any moment leaves that as it is. A file of the journal is deleted only once a summary has it.
 *
 * <p>A part ends with a file, when its first hour is of an earlier day or it has {@link #ROWS_MAX} rows. So memory has as many rows as
 * that, and at most one more for each line of one file of the journal; twice as much while a summary waits for the disk, without
 * which the journal takes nothing more either.
 *
 * <p>The journal's writer counts, one thread calls {@link #summarize}, any reads. Counting never blocks.
 */
@Singleton
public final class UsageMeter implements JournalListener {

    /** Days for which summaries are kept. */
    static final long DAYS_KEPT = 401;

    /** Days from a summary to the next behind which the clock is doubted, and nothing is deleted. */
    static final long DAYS_BETWEEN_MAX = 31;

    static final int ROWS_MAX = 100_000;

    private static final Logger LOG = Logger.getLogger(UsageMeter.class);

    /** A part that is over and not yet on the disk. */
    private record Ended(UsagePart part, String through) {}

    private final UsageSummaries summaries;
    private final Clock clock;
    private final int rowsMax;
    private final String node;
    private List<UsageSummary> summarized;
    private @Nullable Ended ended;
    private volatile UsagePart current;

    /** Of the replay: the file whose lines come. */
    private String restoring = "";

    @Inject
    UsageMeter(StateConfig state, Clock clock) {
        this(state.dataDir(), state.node(), clock, ROWS_MAX);
    }

    /**
     * Reads which summaries there are.
     *
     * @param node what the node is called, if that is configured
     * @throws UncheckedIOException naming the file that cannot be read
     */
    UsageMeter(Path dataDir, Optional<String> node, Clock clock, int rowsMax) {
        this.summaries = new UsageSummaries(dataDir);
        this.clock = clock;
        this.rowsMax = rowsMax;
        try {
            this.node = summaries.node(node);
            this.summarized = List.copyOf(summaries.list());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        current = new UsagePart(summarized.isEmpty() ? 1 : summarized.getLast().part() + 1);
    }

    /** What this node's usage is called among other nodes'. */
    String node() {
        return node;
    }

    /**
     * Counts a line of the journal that was there before the start, unless a summary has it. For the start, before anything new is
     * written, with all lines in their order. Blocks where a part ends, until its summary is on the disk. If the disk fails, what is
     * over waits for {@link #summarize} to be called again, and all that follows is counted in memory.
     *
     * @param file the name of the file that has it
     */
    public void restore(String file, JournalRecord entry) {
        if (file.compareTo(through()) <= 0) {
            return;
        }
        if (!file.equals(restoring)) {
            if (isOver(MerchantHour.hour(entry.at())) && end(restoring)) {
                summarizeIfPossible();
            }
            restoring = file;
        }
        current.count(entry);
    }

    @Override
    public void written(JournalRecord entry) {
        current.count(entry);
    }

    @Override
    public void ended(String file) {
        if (isOver(MerchantHour.hour(clock.instant()))) {
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

    private boolean isOver(long presentHour) {
        UsagePart part = current;
        return !part.isEmpty()
                && (part.size() >= rowsMax || MerchantHour.day(part.firstHour()) < MerchantHour.day(presentHour));
    }

    /** Where the one before still waits for the disk, the part goes on. Returns whether it has ended. */
    private synchronized boolean end(String file) {
        if (ended != null) {
            return false;
        }
        ended = new Ended(current, file);
        current = new UsagePart(current.number() + 1);
        return true;
    }

    /** A full disk must not keep the engine from its start: the journal still has what is not summarized. */
    private void summarizeIfPossible() {
        try {
            summarize();
        } catch (UncheckedIOException failed) {
            LOG.warnf("Usage is not summarized for now: %s", failed.getMessage());
        }
    }

    /**
     * Has a part that is over summarized on the disk, if there is one, and deletes summaries that are {@link #DAYS_KEPT} older than
     * that. A summary that begins more than {@link #DAYS_BETWEEN_MAX} after the one before deletes nothing, since a clock that jumps
     * ahead would delete all; if the next one goes on from there, that deletes. Blocks; for one thread.
     *
     * @throws UncheckedIOException if the disk fails; it is to be called again. What could not be deleted is tried again with the next
     *     summary.
     */
    public void summarize() {
        Ended over;
        synchronized (this) {
            over = ended;
        }
        if (over == null) {
            return;
        }
        try {
            add(summaries.write(over.part(), over.through()));
            deleteOld();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In one step, so that a reader finds the rows once. */
    private synchronized void add(UsageSummary summary) {
        List<UsageSummary> more = new ArrayList<>(summarized);
        more.add(summary);
        summarized = List.copyOf(more);
        ended = null;
    }

    /** One by one from the beginning on, as far as the disk lets them go, since a gap would be damage. */
    private void deleteOld() throws IOException {
        List<UsageSummary> all = view().summarized;
        long newest = all.getLast().firstHour();
        if (all.size() == 1
                || newest - all.get(all.size() - 2).firstHour() > DAYS_BETWEEN_MAX * MerchantHour.HOURS_PER_DAY) {
            return;
        }
        long firstKept = newest - DAYS_KEPT * MerchantHour.HOURS_PER_DAY;
        for (UsageSummary old : all) {
            if (old.lastHour() >= firstKept) {
                return;
            }
            summaries.delete(old);
            forgetFirst();
        }
    }

    private synchronized void forgetFirst() {
        summarized = List.copyOf(summarized.subList(1, summarized.size()));
    }

    /** Merchants' hours in memory. */
    public int rows() {
        View view = view();
        return view.current.size() + (view.ended == null ? 0 : view.ended.part().size());
    }

    private record View(
            List<UsageSummary> summarized, @Nullable Ended ended, UsagePart current) {}

    private synchronized View view() {
        return new View(summarized, ended, current);
    }

    /**
     * Passes on what this node has counted in those hours. Rows of one merchant's hour may be in several parts, and add up. Blocks, to
     * read summaries.
     *
     * @param merchantId whose, {@code null} for all
     * @param toHour the first that is not wanted
     */
    void read(@Nullable String merchantId, long fromHour, long toHour, BiConsumer<MerchantHour, Usage> consumer) {
        View view = view();
        for (UsageSummary summary : view.summarized) {
            if (summary.overlaps(fromHour, toHour)) {
                try {
                    summaries.read(summary, merchantId, fromHour, toHour, consumer);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        if (view.ended != null) {
            view.ended.part().read(merchantId, fromHour, toHour, consumer);
        }
        view.current.read(merchantId, fromHour, toHour, consumer);
    }

    /** The number of the first part that has no summary yet. */
    int firstPartInMemory() {
        View view = view();
        return view.ended == null ? view.current.number() : view.ended.part().number();
    }

    /**
     * Merchants' hours that have changed since this was called last; those of parts that were summarized meanwhile are not among them.
     * For the thread that calls {@link #summarize}.
     */
    Set<MerchantHour> takeChanged() {
        View view = view();
        Set<MerchantHour> changed = view.current.takeChanged();
        if (view.ended != null) {
            changed.addAll(view.ended.part().takeChanged());
        }
        return changed;
    }

    /** What those merchants' hours come to, over all parts. Blocks, to read summaries that have one of these hours, too. */
    Map<MerchantHour, Usage> sums(Set<MerchantHour> wanted) {
        LongSummaryStatistics hours =
                wanted.stream().mapToLong(MerchantHour::hour).summaryStatistics();
        Map<MerchantHour, Usage> sums = new HashMap<>();
        if (!wanted.isEmpty()) {
            read(null, hours.getMin(), hours.getMax() + 1, (hour, usage) -> {
                if (wanted.contains(hour)) {
                    sums.merge(hour, usage, Usage::plus);
                }
            });
        }
        return sums;
    }

    /**
     * The days that parts have rows of, and maybe some days between these.
     *
     * @param fromPart the number of the first part
     */
    SortedSet<Long> days(int fromPart) {
        View view = view();
        SortedSet<Long> days = new TreeSet<>();
        for (UsageSummary summary : view.summarized) {
            if (summary.part() >= fromPart) {
                addDays(days, summary.firstHour(), summary.lastHour());
            }
        }
        if (view.ended != null) {
            addDays(days, view.ended.part().firstHour(), view.ended.part().lastHour());
        }
        if (!view.current.isEmpty()) {
            addDays(days, view.current.firstHour(), view.current.lastHour());
        }
        return days;
    }

    private static void addDays(SortedSet<Long> days, long firstHour, long lastHour) {
        for (long day = MerchantHour.day(firstHour); day <= MerchantHour.day(lastHour); day++) {
            days.add(day);
        }
    }
}
