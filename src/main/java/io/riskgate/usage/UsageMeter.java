package io.riskgate.usage;

import io.riskgate.journal.JournalListener;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.parts.JournalParts;
import io.riskgate.journal.parts.PartSummary;
import io.riskgate.journal.parts.UtcHour;
import io.riskgate.store.DataDirectory;
import io.riskgate.store.StateConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts what each merchant uses in each hour, from this node's journal and from nothing else, as {@link JournalParts} says: each line
 * once, whatever crashes. The journal's writer counts, one thread calls {@link #summarize}, any reads. Counting never blocks.
 */
@Singleton
public final class UsageMeter implements JournalListener {

    /** Days for which summaries are kept. */
    static final long DAYS_KEPT = 401;

    static final int ROWS_MAX = 100_000;

    private final JournalParts<UsagePart> parts;
    private final String node;

    @Inject
    UsageMeter(StateConfig state, DataDirectory data, Clock clock) {
        this(data.path(), state.node(), clock, ROWS_MAX);
    }

    /**
     * Reads which summaries there are.
     *
     * @param node what the node is called, if that is configured
     * @throws UncheckedIOException naming the file that cannot be read
     */
    UsageMeter(Path dataDir, Optional<String> node, Clock clock, int rowsMax) {
        Path directory = dataDir.resolve("usage");
        try {
            this.node = NodeFile.read(directory, node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        parts = new JournalParts<>(directory, UsagePart::new, summarized -> List.of(), rowsMax, DAYS_KEPT, clock);
    }

    /** What this node's usage is called among other nodes'. */
    String node() {
        return node;
    }

    /** See {@link JournalParts#restore}. */
    public void restore(String file, JournalRecord entry) {
        parts.restore(file, entry);
    }

    @Override
    public void written(JournalRecord entry) {
        parts.written(entry);
    }

    @Override
    public void ended(String file) {
        parts.ended(file);
    }

    @Override
    public boolean mayDelete(String file) {
        return parts.mayDelete(file);
    }

    /** See {@link JournalParts#summarize}. */
    public void summarize() {
        parts.summarize();
    }

    /** Merchants' hours in memory. */
    public int rows() {
        return parts.rows();
    }

    /**
     * Passes on what this node has counted in those hours. Rows of one merchant's hour may be in several parts, and add up. Blocks, to
     * read summaries.
     *
     * @param merchantId whose, {@code null} for all
     * @param toHour the first that is not wanted
     */
    void read(@Nullable String merchantId, long fromHour, long toHour, BiConsumer<MerchantHour, Usage> consumer) {
        JournalParts.View<UsagePart> view = parts.view();
        parts.readSummaries(
                view,
                merchantId,
                fromHour,
                toHour,
                (merchant, hour, row) -> consumer.accept(new MerchantHour(merchant, hour), Usage.of(row)));
        for (UsagePart part : view.counted()) {
            part.read(merchantId, fromHour, toHour, consumer);
        }
    }

    /** The number of the first part that has no summary yet. */
    int firstPartInMemory() {
        return parts.view().counted().getFirst().number();
    }

    /**
     * Merchants' hours that have changed since this was called last; those of parts that were summarized meanwhile are not among them.
     * For the thread that calls {@link #summarize}.
     */
    Set<MerchantHour> takeChanged() {
        Set<MerchantHour> changed = new HashSet<>();
        for (UsagePart part : parts.view().counted()) {
            changed.addAll(part.takeChanged());
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
        JournalParts.View<UsagePart> view = parts.view();
        SortedSet<Long> days = new TreeSet<>();
        for (PartSummary summary : view.summarized()) {
            if (summary.part() >= fromPart) {
                addDays(days, summary.firstHour(), summary.lastHour());
            }
        }
        for (UsagePart part : view.counted()) {
            if (!part.isEmpty()) {
                addDays(days, part.firstHour(), part.lastHour());
            }
        }
        return days;
    }

    private static void addDays(SortedSet<Long> days, long firstHour, long lastHour) {
        for (long day = UtcHour.day(firstHour); day <= UtcHour.day(lastHour); day++) {
            days.add(day);
        }
    }
}
