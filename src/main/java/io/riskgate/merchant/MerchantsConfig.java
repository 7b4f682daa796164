package io.riskgate.merchant;

import io.riskgate.model.Verdict;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** How decisions are concluded: for all merchants, and for those that differ. */
@ConfigMapping(prefix = "riskgate.merchants")
interface MerchantsConfig {

    /** Points from which a decision is at least REVIEW; 1 or more. */
    @WithDefault("50")
    int reviewAt();

    /** Points from which a decision is DECLINE; above {@code review-at}. */
    @WithDefault("80")
    int declineAt();

    /** The verdict when there was no time or room to decide. */
    @WithDefault("REVIEW")
    Verdict fallback();

    /** What differs for a merchant, by the merchant's id; at most {@link Merchants#OVERRIDES_MAX}. */
    Map<String, OfMerchant> overrides();

    /** What one merchant has instead of the above; what is left out is as above. */
    interface OfMerchant {

        /** As {@code riskgate.merchants.review-at}. */
        OptionalInt reviewAt();

        /** As {@code riskgate.merchants.decline-at}. */
        OptionalInt declineAt();

        /** As {@code riskgate.merchants.fallback}. */
        Optional<Verdict> fallback();
    }
}
