package io.riskgate.usage;

import io.riskgate.journal.ChangeEntry;
import io.riskgate.journal.DeliveryEntry;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.OutcomeEntry;
import io.riskgate.journal.SettlementEntry;
import io.riskgate.journal.UploadEntry;
import java.time.Instant;
import java.util.Comparator;

/**
 * Whose usage, and when. In the order of merchants, and of each in that of hours.
 *
 * @param merchantId a merchant, or {@code platform} for what its own people upload
 * @param hour since 1970, in UTC
 */
public record MerchantHour(String merchantId, long hour) implements Comparable<MerchantHour> {

    static final long SECONDS = 3_600;
    static final long HOURS_PER_DAY = 24;

    private static final Comparator<MerchantHour> ORDER =
            Comparator.comparing(MerchantHour::merchantId).thenComparingLong(MerchantHour::hour);

    static MerchantHour of(JournalRecord entry) {
        String merchantId =
                switch (entry) {
                    case JournalEntry decided -> decided.checkout().merchantId();
                    case UploadEntry upload -> upload.scope();
                    case SettlementEntry settled -> settled.merchantId();
                    case ChangeEntry change -> change.scope();
                    case OutcomeEntry outcome -> outcome.merchantId();
                    case DeliveryEntry delivery -> delivery.merchantId();
                };
        return new MerchantHour(merchantId, hour(entry.at()));
    }

    /** The hour that has this moment. */
    public static long hour(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), SECONDS);
    }

    /** When an hour begins. */
    public static Instant begin(long hour) {
        return Instant.ofEpochSecond(hour * SECONDS);
    }

    /** The day, since 1970 in UTC, that has this hour. */
    public static long day(long hour) {
        return Math.floorDiv(hour, HOURS_PER_DAY);
    }

    @Override
    public int compareTo(MerchantHour other) {
        return ORDER.compare(this, other);
    }
}
