package io.riskgate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.riskgate.identity.ApiKey;
import io.riskgate.identity.KeyText;
import io.riskgate.identity.Scope;
import io.riskgate.merchant.MerchantSettings;
import io.riskgate.merchant.Quota;
import io.riskgate.merchant.TraceAttribute;
import io.riskgate.model.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is answered about merchants. */
final class MerchantAnswers {

    private MerchantAnswers() {}

    /**
     * What holds for a merchant, whether its document says so or the configuration.
     *
     * @param testTraffic what the plan says
     * @param webhook {@code null} if there is none
     */
    record Merchant(
            String id,
            String plan,
            boolean testTraffic,
            int reviewAt,
            int declineAt,
            Verdict fallback,
            Quota quota,
            String masking,
            double traceSampling,
            List<String> traceAttributes,
            String timeZone,
            @Nullable Address webhook) {}

    /** Of a webhook, whose secret is not shown. */
    record Address(String url) {}

    /** @param next what {@code after} of the next page is, {@code null} on the last */
    record Page(List<Merchant> merchants, @Nullable String next) {}

    /**
     * A key.
     *
     * @param key the key itself, in the answer that makes it and in no other
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Key(
            String id,
            @Nullable String key,
            List<String> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt) {}

    record Keys(List<Key> keys) {}

    static Merchant merchant(String id, MerchantSettings settings) {
        return new Merchant(
                id,
                settings.plan().name(),
                settings.plan().testTraffic(),
                settings.reviewAt(),
                settings.declineAt(),
                settings.fallback(),
                settings.quota(),
                settings.masking(),
                settings.traceSampling(),
                settings.traceAttributes().stream()
                        .sorted()
                        .map(TraceAttribute::word)
                        .toList(),
                settings.timeZone().getId(),
                settings.webhook() == null
                        ? null
                        : new Address(settings.webhook().url().toString()));
    }

    static Key made(ApiKey key, KeyText text) {
        return new Key(key.id(), text.text(), words(key.scopes()), key.createdAt(), key.expiresAt());
    }

    static Key listed(ApiKey key) {
        return new Key(key.id(), null, words(key.scopes()), key.createdAt(), key.expiresAt());
    }

    private static List<String> words(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::word).toList();
    }
}
