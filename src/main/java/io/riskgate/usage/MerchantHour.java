package io.riskgate.usage;

import io.riskgate.journal.ChangeEntry;
import io.riskgate.journal.DeliveryEntry;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.OutcomeEntry;
import io.riskgate.journal.SettlementEntry;
import io.riskgate.journal.UploadEntry;
import io.riskgate.journal.parts.UtcHour;
import java.util.Comparator;

/**
 * Whose usage, and when. In the order of merchants, and of each in that of hours.
 *
 * @param merchantId a merchant, or {@code platform} for what its own people upload
 * @param hour see {@link UtcHour}
 */
public record MerchantHour(String merchantId, long hour) implements Comparable<MerchantHour> {

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
        return new MerchantHour(merchantId, UtcHour.of(entry.at()));
    }

    @Override
    public int compareTo(MerchantHour other) {
        return ORDER.compare(this, other);
    }
}
