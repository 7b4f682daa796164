package io.riskgate.trial;

import io.riskgate.model.Reason;
import io.riskgate.model.Verdict;
import java.util.List;

/** A checkout whose verdict is another with the version that is tried than with the active one, and why. */
public record Difference(
        String id,
        String merchantId,
        Verdict active,
        List<Reason> activeReasons,
        Verdict tried,
        List<Reason> triedReasons) {

    static Difference of(Comparison comparison) {
        return new Difference(
                comparison.checkout().id(),
                comparison.checkout().merchantId(),
                comparison.active().verdict(),
                comparison.active().reasons(),
                comparison.tried().verdict(),
                comparison.tried().reasons());
    }
}
