package io.riskgate.backtest;

import io.riskgate.rules.Ruleset;
import org.jspecify.annotations.Nullable;

/**
 * What is to be tested on what.
 *
 * @param candidate takes the place of its scope's active ruleset
 * @param file whose checkouts, {@code null} for the journal's
 * @param period of a file it may be without ends; of the journal it has both
 * @param merchantId whose checkouts alone; {@code null} for all, which a candidate for the platform alone may have
 * @param sample which part of the checkouts is compared, above 0, up to 1; windows have all of them
 * @param stopsOnError whether the first line that cannot be read ends it
 */
public record BacktestRequest(
        Ruleset candidate,
        @Nullable UploadedFile file,
        Period period,
        @Nullable String merchantId,
        double sample,
        boolean stopsOnError) {

    /** Whose backtest it is: a merchant's id, or {@code platform}. */
    public String scope() {
        return candidate.scope();
    }
}
