package io.riskgate.outcome;

import static io.riskgate.fixture.Decided.decided;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.DeafListener;
import io.riskgate.fixture.SettableClock;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalReader;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.JournalSettings;
import io.riskgate.journal.OutcomeEntry;
import io.riskgate.model.OutcomeKind;
import io.riskgate.model.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomesTest {

    @TempDir
    Path dataDir;

    private final SettableClock clock = new SettableClock(Checkouts.NOON);
    private FileJournal journal;
    private Outcomes outcomes;

    @BeforeEach
    void open() throws IOException {
        open(Outcomes.CHECKOUTS_MAX);
    }

    private void open(int checkoutsMax) throws IOException {
        journal = new FileJournal(dataDir, JournalSettings.DEFAULTS, new DeafListener(), clock);
        outcomes = new Outcomes(journal, clock, new SimpleMeterRegistry(), checkoutsMax);
        JournalReader.replayAll(FileJournal.directory(dataDir), (file, record) -> outcomes.restore(record));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private JournalEntry decide(String id) {
        JournalEntry entry = decided("acme", id, clock.instant(), Verdict.APPROVE, "acme@1/r");
        assertThat(journal.append(entry)).isTrue();
        awaitWritten();
        return entry;
    }

    private void awaitWritten() {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> journal.queued() == 0);
    }

    private OutcomeEntry tell(String id, OutcomeKind kind) {
        Search found = outcomes.find("acme", id);
        assertThat(found).isInstanceOf(Search.Found.class);
        JournalEntry entry = ((Search.Found) found).entry();
        return outcomes.record(told(kind), entry.decidedAt(), entry.decision()).orElseThrow();
    }

    @Test
    void lastOutcome_isKnownInMemory_afterARestartToo() throws IOException {
        decide("1");
        assertThat(outcomes.known("acme", "1")).isNull();
        tell("1", OutcomeKind.FRAUD);
        tell("1", OutcomeKind.LEGITIMATE);
        assertThat(outcomes.known("acme", "1")).isEqualTo(OutcomeKind.LEGITIMATE);
        assertThat(outcomes.known("other", "1")).isNull();
        awaitWritten();
        journal.close();
        open();
        assertThat(outcomes.known("acme", "1")).isEqualTo(OutcomeKind.LEGITIMATE);
    }

    private Told told(OutcomeKind kind) {
        return new Told(kind, clock.instant(), null, null, false);
    }

    private static @Nullable OutcomeKind replaced(OutcomeEntry outcome) {
        return outcome.replaces();
    }

    @Test
    void decision_isFound_andNoOther() {
        JournalEntry entry = decide("1");
        assertThat(outcomes.find("acme", "1")).isEqualTo(new Search.Found(entry));
        assertThat(outcomes.find("acme", "2")).isInstanceOf(Search.Unknown.class);
        assertThat(outcomes.find("other", "1")).isInstanceOf(Search.Unknown.class);
    }

    @Test
    void decisionOfAForgottenDay_isToldApart() throws IOException {
        decide("1");
        Files.delete(dataDir.resolve("keys/2026-11-23.key"));
        assertThat(outcomes.find("acme", "1")).isInstanceOf(Search.Forgotten.class);
        assertThat(outcomes.find("acme", "2")).isInstanceOf(Search.Unknown.class);
    }

    @Test
    void outcome_takesThePlaceOfTheOneBefore() throws IOException {
        decide("1");
        decide("2");
        assertThat(replaced(tell("1", OutcomeKind.LEGITIMATE))).isNull();
        assertThat(replaced(tell("1", OutcomeKind.CHARGEBACK))).isEqualTo(OutcomeKind.LEGITIMATE);
        assertThat(replaced(tell("2", OutcomeKind.FRAUD))).isNull();
        journal.close();

        open(Outcomes.CHECKOUTS_MAX);
        assertThat(replaced(tell("1", OutcomeKind.LEGITIMATE))).isEqualTo(OutcomeKind.CHARGEBACK);
    }

    @Test
    void outcome_saysWhatWasDecided() {
        JournalEntry entry = decide("1");
        clock.advance(Duration.ofDays(20));
        OutcomeEntry outcome = tell("1", OutcomeKind.FRAUD);
        assertThat(outcome.at()).isEqualTo(clock.instant());
        assertThat(outcome.decided()).isEqualTo(OutcomeEntry.Decided.of(entry.decidedAt(), entry.decision()));
        awaitWritten();
        assertThat(records()).contains(outcome);
    }

    private List<JournalRecord> records() {
        List<JournalRecord> records = new ArrayList<>();
        try {
            JournalReader.replayAll(FileJournal.directory(dataDir), (file, record) -> records.add(record));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    @Test
    void forgottenOutcome_isReadFromTheJournal() throws IOException {
        journal.close();
        open(1);
        decide("1");
        decide("2");
        decide("3");
        tell("1", OutcomeKind.FRAUD);
        tell("1", OutcomeKind.CHARGEBACK);
        tell("2", OutcomeKind.LEGITIMATE);
        awaitWritten();
        assertThat(replaced(tell("3", OutcomeKind.FRAUD))).isNull();
        assertThat(replaced(tell("1", OutcomeKind.LEGITIMATE))).isEqualTo(OutcomeKind.CHARGEBACK);
    }

    @Test
    void outcomeFromBeforeWhatIsRestored_isReadFromTheJournal() {
        decide("1");
        tell("1", OutcomeKind.FRAUD);
        awaitWritten();
        clock.advance(Duration.ofDays(40));
        Outcomes restarted = new Outcomes(journal, clock, new SimpleMeterRegistry());
        restarted.restoreSince(clock.instant());
        outcomes = restarted;
        assertThat(replaced(tell("1", OutcomeKind.LEGITIMATE))).isEqualTo(OutcomeKind.FRAUD);
    }

    @Test
    void decisionOfTheSameIdAgain_hasNoOutcomeYet() {
        decide("1");
        tell("1", OutcomeKind.FRAUD);
        clock.advance(Duration.ofDays(2));
        decide("1");
        assertThat(replaced(tell("1", OutcomeKind.LEGITIMATE))).isNull();
    }

    @Test
    void journalThatTakesNothing_leavesAllAsItWas() {
        JournalEntry entry = decide("1");
        tell("1", OutcomeKind.FRAUD);
        journal.close();
        assertThat(outcomes.record(told(OutcomeKind.LEGITIMATE), entry.decidedAt(), entry.decision()))
                .isEmpty();
    }

    @Test
    void searches_areBounded() throws Exception {
        decide("1");
        Semaphore searches = outcomes.searches();
        searches.acquire(Outcomes.SEARCHES_MAX);
        assertThat(outcomes.find("acme", "1")).isInstanceOf(Search.Busy.class);
        searches.release();
        assertThat(outcomes.find("acme", "1")).isInstanceOf(Search.Found.class);
    }
}
