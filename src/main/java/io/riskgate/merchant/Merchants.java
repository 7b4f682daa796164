package io.riskgate.merchant;

import io.quarkus.runtime.Startup;
import io.riskgate.privacy.MaskingProfile;
import io.riskgate.privacy.MerchantMasking;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What holds for each merchant now: its document, what it leaves out as configured. Thread-safe; a look-up takes no lock. */
@Startup
@Singleton
public final class Merchants implements MerchantMasking {

    /** More overrides than this stop the start. */
    static final int OVERRIDES_MAX = 100_000;

    private final DefaultSettings defaults;

    /** Of those that have a document. */
    private final ConcurrentMap<String, MerchantSettings> own = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException naming the option that has a bad value */
    @Inject
    Merchants(MerchantsConfig config) {
        this.defaults = DefaultSettings.of(config);
    }

    /**
     * @param overrides what takes the place of the defaults, by merchant id
     * @throws IllegalArgumentException naming the option that has a bad value
     */
    public Merchants(MerchantSettings defaults, Map<String, MerchantSettings> overrides) {
        this.defaults = new DefaultSettings(defaults, overrides, Map.of());
    }

    /** The merchant's own settings, or those of all for a merchant that has none. Never blocks. Hot. */
    public MerchantSettings settings(String merchantId) {
        MerchantSettings settings = own.get(merchantId);
        return settings == null ? defaults.of(merchantId) : settings;
    }

    /** The profile by which the merchant's checkouts are masked. */
    @Override
    public MaskingProfile of(String merchantId) {
        MaskingProfile profile = MaskingProfile.of(settings(merchantId).masking());
        // A document that was written when any name was taken.
        return profile == null ? MaskingProfile.DEFAULT : profile;
    }

    DefaultSettings defaults() {
        return defaults;
    }

    void put(String merchantId, MerchantDocument document) {
        own.put(merchantId, defaults.of(merchantId, document));
    }

    void remove(String merchantId) {
        own.remove(merchantId);
    }
}
