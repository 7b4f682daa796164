package io.riskgate.merchant;

import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** The settings of every merchant, as configured at the start. Immutable. */
@Startup
@Singleton
public final class Merchants {

    /** More overrides than this stop the start. */
    static final int OVERRIDES_MAX = 100_000;

    private static final String PREFIX = "riskgate.merchants";

    private final MerchantSettings defaults;
    private final Map<String, MerchantSettings> overrides;

    /** @throws IllegalArgumentException naming the option that has a bad value */
    @Inject
    Merchants(MerchantsConfig config) {
        this(new MerchantSettings(config.reviewAt(), config.declineAt(), config.fallback()), overrides(config));
    }

    /**
     * @param overrides what takes the place of the defaults, by merchant id
     * @throws IllegalArgumentException naming the option that has a bad value
     */
    public Merchants(MerchantSettings defaults, Map<String, MerchantSettings> overrides) {
        if (overrides.size() > OVERRIDES_MAX) {
            throw new IllegalArgumentException(PREFIX + ".overrides has more than " + OVERRIDES_MAX + " merchants");
        }
        check(PREFIX, defaults);
        overrides.forEach((merchantId, settings) -> check(PREFIX + ".overrides." + merchantId, settings));
        this.defaults = defaults;
        this.overrides = Map.copyOf(overrides);
    }

    /** The merchant's own settings, or those of all for a merchant that has none. Never blocks. */
    public MerchantSettings settings(String merchantId) {
        return overrides.getOrDefault(merchantId, defaults);
    }

    private static Map<String, MerchantSettings> overrides(MerchantsConfig config) {
        Map<String, MerchantSettings> overrides = new HashMap<>();
        config.overrides()
                .forEach((merchantId, own) -> overrides.put(
                        merchantId,
                        new MerchantSettings(
                                own.reviewAt().orElse(config.reviewAt()),
                                own.declineAt().orElse(config.declineAt()),
                                own.fallback().orElse(config.fallback()))));
        return overrides;
    }

    private static void check(String prefix, MerchantSettings settings) {
        if (settings.reviewAt() < 1) {
            throw new IllegalArgumentException(prefix + ".review-at must be at least 1, not " + settings.reviewAt());
        }
        if (settings.declineAt() <= settings.reviewAt()) {
            throw new IllegalArgumentException(prefix + ".decline-at must be above review-at (" + settings.reviewAt()
                    + "), not " + settings.declineAt());
        }
    }
}
