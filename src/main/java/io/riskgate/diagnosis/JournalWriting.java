package io.riskgate.diagnosis;

import io.riskgate.journal.FileJournal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the journal is written, and keeps up. */
@Singleton
final class JournalWriting implements Examination {

    static final String ID = "journal";

    /** A disk that takes longer has stalled. */
    static final Duration LAG_MAX = Duration.ofSeconds(1);

    /** For which what was not taken is told of: whoever has mended the disk sees so before the engine starts again. */
    private static final Duration DROPPED_TOLD = Duration.ofHours(1);

    private final FileJournal journal;
    private final ProcessWatch process;
    private final Clock clock;

    /**
     * How the writing goes.
     *
     * @param dropped entries since the start that were not taken
     * @param droppedInLastHour of them
     * @param error why it cannot be written, {@code null} if it can
     */
    record State(
            int queued,
            long lagMillis,
            long written,
            long dropped,
            long droppedInLastHour,
            @Nullable String error) {}

    JournalWriting(FileJournal journal, ProcessWatch process, Clock clock) {
        this.journal = journal;
        this.process = process;
        this.clock = clock;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Finding examine() {
        return judge(new State(
                journal.queued(),
                journal.lagMillis(),
                journal.written(),
                journal.dropped(),
                process.load(clock.instant().minus(DROPPED_TOLD)).counts().dropped(),
                journal.lastError()));
    }

    static Finding judge(State state) {
        Numbers numbers = Numbers.of("queued", state.queued())
                .and("queuedMax", FileJournal.ENTRIES_MAX)
                .and("lagMillis", state.lagMillis())
                .and("written", state.written())
                .and("dropped", state.dropped())
                .and("droppedInLastHour", state.droppedInLastHour());
        if (state.error() != null) {
            return Finding.of(
                    ID,
                    Severity.CRITICAL,
                    "The journal cannot be written: " + state.error(),
                    numbers,
                    List.of(),
                    "Verdicts go on, but are not recorded, billed or restored. Make room on the disk, or mend it; the journal goes on by"
                            + " itself.");
        }
        if (state.lagMillis() >= LAG_MAX.toMillis()) {
            return Finding.of(
                    ID,
                    Severity.WARNING,
                    Wording.text(
                            "%d entries wait to be written, the oldest for %s.",
                            state.queued(), Wording.nanos(state.lagMillis() * 1e6)),
                    numbers,
                    List.of(),
                    "The disk is too slow, or busy with something else. Beyond " + FileJournal.ENTRIES_MAX
                            + " waiting entries decisions are not recorded.");
        }
        if (state.droppedInLastHour() > 0) {
            return Finding.of(
                    ID,
                    Severity.WARNING,
                    "Not in the journal: " + Wording.count(state.droppedInLastHour(), "decision")
                            + " of the last hour.",
                    numbers,
                    List.of(),
                    "The journal is written again. The log says from when to when it was not; what is missing will be in no usage, no"
                            + " statistics and no windows after a restart.");
        }
        return Finding.ok(ID, Wording.text("The journal is written; %d entries wait.", state.queued()), numbers);
    }
}
