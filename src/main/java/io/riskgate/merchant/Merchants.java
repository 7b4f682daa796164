package io.riskgate.merchant;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** The settings of every merchant, as configured at the start. Immutable. */
@Startup
@Singleton
public final class Merchants {

    /** More overrides than this stop the start. */
    static final int OVERRIDES_MAX = 100_000;

    private final MerchantSettings defaults;
    private final Map<String, MerchantSettings> overrides;

    /** @throws IllegalArgumentException naming the option that has a bad value */
    Merchants(MerchantsConfig config) {
        String prefix = "riskgate.merchants";
        defaults = checked(prefix, new MerchantSettings(config.reviewAt(), config.declineAt(), config.fallback()));
        if (config.overrides().size() > OVERRIDES_MAX) {
            throw new IllegalArgumentException(prefix + ".overrides has more than " + OVERRIDES_MAX + " merchants");
        }
        Map<String, MerchantSettings> settings = new HashMap<>();
        config.overrides()
                .forEach((merchantId, override) -> settings.put(
                        merchantId,
                        checked(
                                prefix + ".overrides." + merchantId,
                                new MerchantSettings(
                                        override.reviewAt().orElse(defaults.reviewAt()),
                                        override.declineAt().orElse(defaults.declineAt()),
                                        override.fallback().orElse(defaults.fallback())))));
        overrides = Map.copyOf(settings);
    }

    /** The merchant's own settings, or those of all for a merchant that has none. Never blocks. */
    public MerchantSettings settings(String merchantId) {
        return overrides.getOrDefault(merchantId, defaults);
    }

    private static MerchantSettings checked(String prefix, MerchantSettings settings) {
        if (settings.reviewAt() < 1) {
            throw new IllegalArgumentException(prefix + ".review-at must be at least 1, not " + settings.reviewAt());
        }
        if (settings.declineAt() <= settings.reviewAt()) {
            throw new IllegalArgumentException(prefix + ".decline-at must be above review-at (" + settings.reviewAt()
                    + "), not " + settings.declineAt());
        }
        return settings;
    }
}
