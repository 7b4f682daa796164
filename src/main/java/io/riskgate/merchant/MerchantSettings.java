package io.riskgate.merchant;

import io.riskgate.model.Verdict;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one merchant.
 *
 * @param reviewAt the score from which a decision is at least {@link Verdict#REVIEW}
 * @param declineAt the score from which a decision is {@link Verdict#DECLINE}; above {@code reviewAt}
 * @param fallback the verdict when there was no time or room to decide
 * @param masking the name of the profile by which personal data is masked
 * @param traceSampling which part of the decisions is traced, 0 to 1, where traces are sent at all
 * @param timeZone where the merchant's days begin
 * @param webhook where it is told what its reviews came to, with a secret; {@code null} for nowhere
 * @param traceAttributes what traces may say of the decisions
 */
public record MerchantSettings(
        int reviewAt,
        int declineAt,
        Verdict fallback,
        Plan plan,
        Quota quota,
        String masking,
        double traceSampling,
        ZoneId timeZone,
        @Nullable Webhook webhook,
        Set<TraceAttribute> traceAttributes) {

    private static final Plan STANDARD = new Plan("standard", new Quota(1_000, 2_000), false);

    /** Of a merchant for whom nothing is configured. */
    public static final MerchantSettings DEFAULTS = new MerchantSettings(50, 80, Verdict.REVIEW);

    public MerchantSettings {
        traceAttributes = Set.copyOf(traceAttributes);
    }

    /** Without a webhook, and with the usual attributes. */
    public MerchantSettings(
            int reviewAt,
            int declineAt,
            Verdict fallback,
            Plan plan,
            Quota quota,
            String masking,
            double traceSampling,
            ZoneId timeZone) {
        this(
                reviewAt,
                declineAt,
                fallback,
                plan,
                quota,
                masking,
                traceSampling,
                timeZone,
                null,
                TraceAttribute.DEFAULTS);
    }

    /** The rest is as in {@link #DEFAULTS}. */
    public MerchantSettings(int reviewAt, int declineAt, Verdict fallback) {
        this(reviewAt, declineAt, fallback, STANDARD, STANDARD.quota(), "default", 0, ZoneId.of("UTC"));
    }
}
