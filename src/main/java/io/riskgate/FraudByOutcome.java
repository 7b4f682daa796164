package io.riskgate;

import io.riskgate.backtest.KnownFraud;
import io.riskgate.model.OutcomeKind;
import io.riskgate.outcome.Outcomes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** What backtests know of fraud: the outcomes that are in memory. */
@Singleton
final class FraudByOutcome implements KnownFraud {

    private final Outcomes outcomes;

    FraudByOutcome(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public @Nullable Boolean fraud(String merchantId, String id) {
        OutcomeKind kind = outcomes.known(merchantId, id);
        return kind == null ? null : kind != OutcomeKind.LEGITIMATE;
    }
}
