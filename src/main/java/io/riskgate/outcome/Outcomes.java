package io.riskgate.outcome;

import io.micrometer.core.instrument.MeterRegistry;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.JournalSearch;
import io.riskgate.journal.OutcomeEntry;
import io.riskgate.model.Decision;
import io.riskgate.model.OutcomeKind;
import io.riskgate.telemetry.MetricNames;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Records what became of checkouts. The last one counts, and each is a line of the journal, which says what it takes the place of: so
 * whoever counts the lines can move what is corrected.
 *
 * <p>What is known of the {@link #CHECKOUTS_MAX} checkouts that were told of last is in memory, and the journal is asked for what was
 * known of others. After a restart {@link #restore} brings it back.
 *
 * <p>Thread-safe. {@link #find} reads files and blocks; at most {@link #SEARCHES_MAX} do at once. {@link #record} never blocks. Of a
 * decision of another node this one knows nothing.
 */
@Singleton
public final class Outcomes {

    /** So that reading the journal leaves worker threads and the disk to others. */
    static final int SEARCHES_MAX = 4;

    static final int CHECKOUTS_MAX = 200_000;

    private final FileJournal journal;
    private final Clock clock;
    private final MeterRegistry registry;
    private final Semaphore searches = new Semaphore(SEARCHES_MAX);

    /** Guarded by {@code this}, and so is the order of lines that take each other's place. */
    private final KnownOutcomes known;

    /** Guarded by {@code this}. */
    private Instant restoredSince = Instant.MIN;

    /** Knows nothing yet, see {@link #restore}. */
    @Inject
    public Outcomes(FileJournal journal, Clock clock, MeterRegistry registry) {
        this(journal, clock, registry, CHECKOUTS_MAX);
    }

    /** @param checkoutsMax how many are known in memory */
    Outcomes(FileJournal journal, Clock clock, MeterRegistry registry, int checkoutsMax) {
        this.journal = journal;
        this.clock = clock;
        this.registry = registry;
        this.known = new KnownOutcomes(checkoutsMax);
    }

    /** Lines from before then will not be restored; what was told by them is looked for in the journal. */
    public synchronized void restoreSince(Instant since) {
        restoredSince = since;
    }

    /** Takes in what the journal had before the start. */
    public synchronized void restore(JournalRecord record) {
        if (record instanceof OutcomeEntry outcome) {
            known.put(outcome);
        }
    }

    /**
     * Looks for the decision of a checkout. If its id was decided more than once, the last one is meant.
     *
     * @throws UncheckedIOException if the journal cannot be read
     */
    public Search find(String merchantId, String id) {
        if (!searches.tryAcquire()) {
            return new Search.Busy();
        }
        try {
            JournalSearch.Found found = journal.find(merchantId, id);
            JournalEntry entry = found.entry();
            if (entry != null) {
                return withOutcome(entry);
            }
            if (!found.whole()) {
                return new Search.Unfinished();
            }
            return found.forgotten() ? new Search.Forgotten() : new Search.Unknown();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            searches.release();
        }
    }

    private Search withOutcome(JournalEntry entry) throws IOException {
        if (mayBeForgotten(entry)) {
            Decision decision = entry.decision();
            JournalSearch.FoundOutcome found =
                    journal.findOutcome(decision.merchantId(), decision.id(), entry.decidedAt());
            if (!found.whole()) {
                return new Search.Unfinished();
            }
            if (found.entry() != null) {
                remember(found.entry());
            }
        }
        return new Search.Found(entry);
    }

    /** What is in memory of the checkout's last decision; {@code null} if nothing is. Never blocks. */
    public synchronized @Nullable OutcomeKind known(String merchantId, String id) {
        return known.of(merchantId, id);
    }

    /** What a search takes while it reads. */
    Semaphore searches() {
        return searches;
    }

    private synchronized boolean mayBeForgotten(JournalEntry entry) {
        return (known.hasForgotten() || entry.decidedAt().isBefore(restoredSince))
                && known(entry.decision(), entry.decidedAt()) == null;
    }

    /** Unless something newer was told meanwhile. */
    private synchronized void remember(OutcomeEntry outcome) {
        if (known.of(outcome.merchantId(), outcome.id(), outcome.decided().at()) == null) {
            known.put(outcome);
        }
    }

    /**
     * Records what was told, before it is answered.
     *
     * @return the line; empty if the journal takes nothing, and all is as it was
     */
    public synchronized Optional<OutcomeEntry> record(Told told, Instant decidedAt, Decision decision) {
        OutcomeEntry entry = new OutcomeEntry(
                clock.instant(),
                decision.merchantId(),
                decision.id(),
                told.kind(),
                told.occurredAt(),
                told.note(),
                told.reviewer(),
                told.isForWebhook(),
                OutcomeEntry.Decided.of(decidedAt, decision),
                known(decision, decidedAt));
        if (!journal.append(entry)) {
            return Optional.empty();
        }
        known.put(entry);
        registry.counter(
                        MetricNames.OUTCOMES,
                        MetricNames.KIND,
                        entry.kind().name().toLowerCase(Locale.ROOT))
                .increment();
        return Optional.of(entry);
    }

    private @Nullable OutcomeKind known(Decision decision, Instant decidedAt) {
        return known.of(decision.merchantId(), decision.id(), decidedAt);
    }
}
