package io.riskgate.privacy;

/** Which profile is a merchant's. Thread-safe; never blocks. */
@FunctionalInterface
public interface MerchantMasking {

    MaskingProfile of(String merchantId);
}
