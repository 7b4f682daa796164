package io.riskgate.backtest;

import org.jspecify.annotations.Nullable;

/** What is known of how payments ended. Thread-safe; never blocks, since it is asked for each checkout. */
public interface KnownFraud {

    /** Whether the checkout was fraud, {@code null} if nobody knows yet. */
    @Nullable
    Boolean fraud(String merchantId, String id);
}
