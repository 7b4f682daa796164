package io.riskgate.journal;

import io.riskgate.model.Evidence;
import io.riskgate.model.Evidence.ListHit;
import io.riskgate.model.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Evidence} as it stands in a line, beside what was sealed of it. A JSON reader leaves {@code null} what is not there. */
record EvidenceForm(
        @Nullable List<OfRuleset> rulesets,
        int reviewAt,
        int declineAt,
        @Nullable Verdict fallback,
        @Nullable List<Evidence.OfLimit> limits) {

    record OfRuleset(@Nullable String hash, @Nullable List<BigDecimal> features) {}

    /** Counts are whole numbers; amounts are written with their four decimals. */
    private static Number number(BigDecimal written) {
        return written.scale() == 0 ? (Number) written.longValueExact() : written;
    }

    /** @throws IOException if a part is missing */
    Evidence with(@Nullable List<List<ListHit>> hits) throws IOException {
        if (rulesets == null || fallback == null || (hits != null && hits.size() != rulesets.size())) {
            throw new IOException("lacks a part");
        }
        List<Evidence.OfRuleset> whole = new ArrayList<>(rulesets.size());
        for (int i = 0; i < rulesets.size(); i++) {
            OfRuleset ruleset = rulesets.get(i);
            if (ruleset == null || ruleset.hash == null || ruleset.features == null) {
                throw new IOException("lacks a part");
            }
            whole.add(new Evidence.OfRuleset(
                    ruleset.hash,
                    ruleset.features.stream().map(EvidenceForm::number).toList(),
                    hits == null ? List.of() : List.copyOf(hits.get(i))));
        }
        return new Evidence(whole, reviewAt, declineAt, fallback, limits == null ? List.of() : List.copyOf(limits));
    }
}
