package io.riskgate.merchant;

import io.riskgate.model.Verdict;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What holds for all merchants, and for those that differ; a merchant's document comes before both. */
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

    /** The plan of a merchant whose document names none. */
    @WithDefault("standard")
    String plan();

    /** The name of the profile by which personal data is masked. */
    @WithDefault("default")
    String masking();

    /** Which part of the decisions is traced, 0 to 1, where {@code riskgate.tracing.endpoint} says where to. */
    @WithDefault("0")
    double traceSampling();

    /** What traces may say of decisions: words of {@link TraceAttribute}, with commas between them. */
    @WithDefault("verdict,degraded")
    Set<TraceAttribute> traceAttributes();

    /** Where a merchant's days begin, as {@code Europe/Berlin}. */
    @WithDefault("UTC")
    String timeZone();

    /** By name; {@code trial}, {@code standard} and {@code premium} are in application.properties. */
    Map<String, OfPlan> plans();

    /** What differs for a merchant, by the merchant's id; at most {@link Merchants#OVERRIDES_MAX}. */
    Map<String, OfMerchant> overrides();

    /** What merchants of one plan have. */
    interface OfPlan {

        /** Checkouts that a merchant may have decided in the long run, 1 to {@link Quota#MAX}. */
        int perSecond();

        /** And at once, {@code per-second} to {@link Quota#MAX}. */
        int burst();

        /** Whether their checkouts are trials. */
        @WithDefault("false")
        boolean testTraffic();
    }

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
