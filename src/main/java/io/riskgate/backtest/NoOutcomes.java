package io.riskgate.backtest;

import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Where no outcomes are kept. */
@Singleton
@DefaultBean
final class NoOutcomes implements Outcomes {

    @Override
    public @Nullable Boolean fraud(String merchantId, String id) {
        return null;
    }
}
