package io.riskgate.merchant;

import io.riskgate.model.Verdict;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one merchant; what is {@code null} is as the configuration has it. {@link MerchantSettings} says what each means.
 *
 * @param plan the name of one
 */
public record MerchantDocument(
        @Nullable String plan,
        @Nullable Integer reviewAt,
        @Nullable Integer declineAt,
        @Nullable Verdict fallback,
        @Nullable Quota quota,
        @Nullable String masking,
        @Nullable Double traceSampling,
        @Nullable String timeZone,
        @Nullable Webhook webhook,
        @Nullable Set<TraceAttribute> traceAttributes) {

    /** Says nothing. */
    public static final MerchantDocument EMPTY = new MerchantDocument(null, null, null, null, null, null, null, null);

    public MerchantDocument {
        traceAttributes = traceAttributes == null ? null : Set.copyOf(traceAttributes);
    }

    /** Says nothing of a webhook, nor of attributes. */
    public MerchantDocument(
            @Nullable String plan,
            @Nullable Integer reviewAt,
            @Nullable Integer declineAt,
            @Nullable Verdict fallback,
            @Nullable Quota quota,
            @Nullable String masking,
            @Nullable Double traceSampling,
            @Nullable String timeZone) {
        this(plan, reviewAt, declineAt, fallback, quota, masking, traceSampling, timeZone, null, null);
    }

    /** The same with the secret of what is kept, if this has a webhook that leaves it out: an answer does not show it, and may be sent back. */
    MerchantDocument keepingSecretOf(MerchantDocument kept) {
        if (webhook == null || webhook.secret() != null || kept.webhook == null) {
            return this;
        }
        return new MerchantDocument(
                plan,
                reviewAt,
                declineAt,
                fallback,
                quota,
                masking,
                traceSampling,
                timeZone,
                new Webhook(webhook.url(), kept.webhook.secret()),
                traceAttributes);
    }
}
