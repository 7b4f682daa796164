package io.riskgate.usage;

import io.riskgate.journal.parts.UtcHour;
import io.riskgate.usage.UsageAudience.Mark;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells others what this node has counted: of each merchant's hour that has changed, what it comes to in the whole journal. Nothing
 * that is told knows of the journal's parts, whose borders may be others after a crash.
 *
 * <p>The mark behind each telling says how far it came. If another one is found there than was left, because the others have lost
 * something, this node has just started or could not tell, all from the mark's part on is told again; and so it is when a part
 * has got its summary, since nothing remembers what had changed in that. If the mark changes while it is told, none is left, and the
 * next time decides by what is found then.
 *
 * <p>For the thread that has parts summarized; blocks.
 */
final class UsagePublisher {

    /** Rows in memory while a day is told again. */
    private static final int ROWS_MAX = 10_000;

    private final UsageMeter meter;
    private final List<Telling> tellings;
    private final Clock clock;

    UsagePublisher(UsageMeter meter, List<? extends UsageAudience> audiences, Clock clock) {
        this.meter = meter;
        this.tellings = audiences.stream().map(Telling::new).toList();
        this.clock = clock;
    }

    /**
     * Tells all that there are, whether or not one of them can be told.
     *
     * @throws UncheckedIOException if it is to be called again
     */
    void publish() {
        if (tellings.isEmpty()) {
            return;
        }
        Mark mark = new Mark(clock.instant().truncatedTo(ChronoUnit.MILLIS), meter.firstPartInMemory());
        // Before anything is read, so that what changes meanwhile is told the next time.
        Set<MerchantHour> changed = meter.takeChanged();
        UncheckedIOException failed = null;
        for (Telling telling : tellings) {
            try {
                telling.tell(mark, changed);
            } catch (UncheckedIOException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    /** To one audience. */
    private final class Telling {

        private final UsageAudience audience;
        private @Nullable Mark left;

        Telling(UsageAudience audience) {
            this.audience = audience;
        }

        void tell(Mark mark, Set<MerchantHour> changed) {
            Mark before = left;
            left = null;
            Mark found = audience.mark(meter.node());
            if (found == null) {
                // So that it is noticed, too, if this is lost while all is told.
                found = new Mark(Instant.EPOCH, 1);
                if (!audience.putMark(meter.node(), null, found)) {
                    return;
                }
            }
            if (found.equals(before) && found.part() == mark.part()) {
                put(meter.sums(changed));
            } else {
                for (long day : meter.days(found.part())) {
                    putDay(day);
                }
            }
            if (audience.putMark(meter.node(), found, mark)) {
                left = mark;
            }
        }

        private void putDay(long day) {
            long fromHour = day * UtcHour.PER_DAY;
            String after = "";
            while (after != null) {
                UsagePage page = new UsagePage(after, ROWS_MAX);
                meter.read(null, fromHour, fromHour + UtcHour.PER_DAY, page::add);
                put(page.rows());
                after = page.next();
            }
        }

        private void put(Map<MerchantHour, Usage> rows) {
            Map<MerchantHour, Usage> batch = new HashMap<>();
            rows.forEach((hour, usage) -> {
                batch.put(hour, usage);
                if (batch.size() == UsageAudience.ROWS_AT_ONCE_MAX) {
                    audience.put(meter.node(), batch);
                    batch.clear();
                }
            });
            if (!batch.isEmpty()) {
                audience.put(meter.node(), batch);
            }
        }
    }
}
