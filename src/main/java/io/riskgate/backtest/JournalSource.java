package io.riskgate.backtest;

import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.ReplayReport;
import io.riskgate.journal.SettlementEntry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What this node has decided. Only so much of the journal is read as can have checkouts of the period: a checkout occurs at most {@link
 * #AHEAD_MAX} after it is decided, by the shop's clock; those that shops sent more than {@link #BEHIND_MAX} after the end of the
 * period are left out.
 *
 * @param merchantId whose alone, {@code null} for all
 */
record JournalSource(
        FileJournal journal, Period period, @Nullable String merchantId) implements Source {

    /** As much as a checkout may be ahead of our clock. */
    static final Duration AHEAD_MAX = Duration.ofMinutes(5);

    static final Duration BEHIND_MAX = Duration.ofHours(1);

    private static final int LINES_PER_LOOK = 256;

    /** Of a last line that is just being written. */
    private static final String TORN = "(torn)";

    @Override
    public void read(Reading reading) throws IOException {
        Instant since = period.since().minus(AHEAD_MAX);
        Instant until = period.to().plus(BEHIND_MAX);
        Pass pass = new Pass(reading, since, until);
        ReplayReport report = journal.replaySince(since, words(merchantId), pass::passOver, pass::accept);
        if (report.corruptLines() > 0) {
            reading.wrongLines(
                    report.corruptLines(),
                    report.messages().stream()
                            .filter(message -> !message.contains(TORN))
                            .toList());
        }
    }

    /** What each line of the merchant's has in it; nothing where the merchant's id is not written as it is. */
    private static String words(@Nullable String merchantId) {
        boolean plain = merchantId != null
                && merchantId.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '/');
        return plain ? '"' + merchantId + '"' : "";
    }

    /** One reading. */
    private final class Pass {

        private final Reading reading;
        private final Instant since;
        private final Instant until;
        private final double spanMillis;
        private final SettlementTimes settlements = new SettlementTimes();
        private long lines;
        private double fraction;

        Pass(Reading reading, Instant since, Instant until) {
            this.reading = reading;
            this.since = since;
            this.until = until;
            spanMillis = Math.max(1, Duration.between(since, period.to()).toMillis());
        }

        /** A line of somebody else's. */
        void passOver() {
            if (lines++ % LINES_PER_LOOK == 0) {
                reading.reached(fraction);
            }
        }

        void accept(JournalRecord record) {
            if (lines++ % LINES_PER_LOOK == 0) {
                fraction = Math.clamp(Duration.between(since, record.at()).toMillis() / spanMillis, 0, 1);
                reading.reached(fraction);
            }
            if (record.at().isAfter(until)) {
                return;
            }
            // Other records say nothing of a checkout, and the candidate takes the place of whatever was active.
            if (record instanceof JournalEntry decided
                    && isWanted(decided.checkout().merchantId())
                    && period.has(decided.checkout().occurredAt())) {
                settlements.decided(decided);
                reading.event(new Event.Occurred(decided.checkout(), decided, null));
            } else if (record instanceof SettlementEntry settled && isWanted(settled.merchantId())) {
                Instant at = settlements.at(settled);
                if (period.has(at)) {
                    reading.event(new Event.Settled(settled, at));
                }
            }
        }

        private boolean isWanted(String merchant) {
            return merchantId == null || merchantId.equals(merchant);
        }
    }
}
