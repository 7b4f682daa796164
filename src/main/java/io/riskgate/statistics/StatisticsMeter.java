package io.riskgate.statistics;

import io.riskgate.journal.JournalListener;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.parts.JournalParts;
import io.riskgate.journal.parts.UtcHour;
import io.riskgate.store.DataDirectory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts what was decided, from this node's journal and from nothing else, as {@link JournalParts} says: each line once, whatever
 * crashes. In memory it counts minutes; on the disk a part of the journal has hours.
 *
 * <p>A part that is on the disk stays in memory, too, as long as its minutes are young enough and there is room. Minutes are nowhere
 * else, so after a restart those are there whose lines the journal still has: the replay passes all of them. From which minute on
 * nothing is missing, {@link #minutesSince} says.
 *
 * <p>The journal's writer counts, one thread calls {@link #summarize}, any reads. Counting never blocks.
 */
@Singleton
public final class StatisticsMeter implements JournalListener {

    /**
     * By how much a line of a file of the journal that has gone may be later than the first one that is there. Where a clock was put back by
     * more, and lines from then have gone, minutes of that time have too little after a restart; hours never.
     */
    private static final Duration PUT_BACK_MAX = Duration.ofHours(1);

    private final JournalParts<StatisticsPart> parts;
    private final StatisticsLimits limits;
    private final Clock clock;

    /** Before it minutes may be missing. */
    private volatile long minutesSince = Long.MIN_VALUE;

    /** Of the replay: minutes of which summaries have the hours. */
    private @Nullable StatisticsPart recalled;

    private boolean isReplaying;

    @Inject
    StatisticsMeter(DataDirectory data, StatisticsConfig config, Clock clock) {
        this(data.path(), StatisticsLimits.of(config), clock);
    }

    /**
     * Reads which summaries there are.
     *
     * @throws java.io.UncheckedIOException naming the file that cannot be read
     */
    StatisticsMeter(Path dataDir, StatisticsLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        parts = new JournalParts<>(
                dataDir.resolve("statistics"),
                this::begin,
                this::remaining,
                limits.rowsOfPartMax(),
                limits.retention().toDays() + 1,
                clock);
    }

    private StatisticsPart begin(int number) {
        return new StatisticsPart(number, limits.reasonsMax(), StatisticsPart.OPEN_MAX);
    }

    /** As {@link JournalParts#restore}; and of a line that a summary has, the minute comes back. */
    public void restore(String file, JournalRecord entry) {
        if (!isReplaying) {
            isReplaying = true;
            lackThrough(Step.minute(entry.at().plus(PUT_BACK_MAX)));
        }
        if (!parts.restore(file, entry)) {
            recall(entry);
        }
    }

    private void recall(JournalRecord entry) {
        if (Step.minute(entry.at()) < firstKept()) {
            return;
        }
        StatisticsPart to = recalled;
        if (to == null || to.size() >= limits.rowsOfPartMax()) {
            endRecalled();
            to = begin(0);
            recalled = to;
            parts.keep(to);
        }
        to.count(entry);
    }

    private void endRecalled() {
        if (recalled != null) {
            recalled.close();
            recalled = null;
        }
    }

    /** To be called behind the last {@link #restore}, before anything is written. */
    public void restored() {
        endRecalled();
        if (!isReplaying) {
            lackThrough(Step.minute(clock.instant()));
        }
    }

    /** Lines of files that have gone are no later; where there never was a summary, none has gone. */
    private void lackThrough(long minute) {
        if (!parts.view().summarized().isEmpty()) {
            forgetThrough(minute);
        }
    }

    /** Not by a clock that was ahead, or there would be no minutes for long; what was counted by it may then be missing from them. */
    private void forgetThrough(long minute) {
        minutesSince = Math.max(minutesSince, Math.min(minute, Step.minute(clock.instant())) + 1);
    }

    /** Of parts that are on the disk, those to be kept in memory. */
    private List<StatisticsPart> remaining(List<StatisticsPart> kept) {
        List<StatisticsPart> remaining = new ArrayList<>(kept);
        int rows = kept.stream().mapToInt(StatisticsPart::size).sum();
        while (!remaining.isEmpty() && !remaining.getFirst().isEmpty()) {
            StatisticsPart oldest = remaining.getFirst();
            if (rows <= limits.rowsMax() && oldest.lastMinute() >= firstKept()) {
                break;
            }
            forgetThrough(oldest.lastMinute());
            rows -= oldest.size();
            remaining.removeFirst();
        }
        return remaining;
    }

    /** By whole hours, so that whoever asks for as much time as is kept gets it. */
    private long firstKept() {
        return Step.firstMinute(UtcHour.of(clock.instant().minus(limits.minutesKept())));
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

    /** Minutes of merchants, and of all, in memory. */
    public int rows() {
        return parts.rows();
    }

    /** The first minute from which on all are there, see {@link Step}. */
    long minutesSince() {
        return Math.max(minutesSince, firstKept());
    }

    /** Takes rows; of the same time there may be several, which add up. */
    interface RowConsumer {

        /**
         * Takes one.
         *
         * @param scope a merchant, or {@link io.riskgate.rules.Ruleset#PLATFORM} for all together
         * @param minute that it begins with, see {@link Step}
         */
        void accept(String scope, long minute, CountedRow row);
    }

    /**
     * Passes on what this node has counted in those hours. Blocks, to read summaries.
     *
     * @param scope whose, {@code null} for all
     * @param toHour the first that is not wanted
     */
    void readHours(@Nullable String scope, long fromHour, long toHour, RowConsumer consumer) {
        JournalParts.View<StatisticsPart> view = parts.view();
        parts.readSummaries(
                view,
                scope,
                fromHour,
                toHour,
                (of, hour, row) -> consumer.accept(of, Step.firstMinute(hour), new StoredRow(row)));
        for (StatisticsPart part : view.counted()) {
            part.read(scope, Step.firstMinute(fromHour), Step.firstMinute(toHour), consumer);
        }
    }

    /**
     * Passes on what this node has counted in those minutes.
     *
     * @param scope whose, {@code null} for all
     * @param toMinute the first that is not wanted
     * @return whether the minutes are there; else nothing is passed on
     */
    boolean readMinutes(@Nullable String scope, long fromMinute, long toMinute, RowConsumer consumer) {
        JournalParts.View<StatisticsPart> view = parts.view();
        // Behind the view, so that what is forgotten meanwhile is noticed.
        if (fromMinute < minutesSince()) {
            return false;
        }
        view.kept().forEach(part -> part.read(scope, fromMinute, toMinute, consumer));
        view.counted().forEach(part -> part.read(scope, fromMinute, toMinute, consumer));
        return true;
    }
}
