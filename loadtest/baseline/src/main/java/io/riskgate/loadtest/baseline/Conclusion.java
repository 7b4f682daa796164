package io.riskgate.loadtest.baseline;

import io.riskgate.loadtest.baseline.Decision.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How firings become an answer: as Riskgate does it, with its default thresholds. */
final class Conclusion {

    private static final int REVIEW_AT = 50;
    private static final int DECLINE_AT = 80;

    private Verdict verdict = Verdict.APPROVE;
    private int score;
    private final List<Reason> reasons = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();

    private Conclusion() {}

    /** @param own whether the merchant has rules beside the platform's */
    static Decision of(Checkout checkout, List<Firing> firings, boolean own, long elapsedMicros) {
        String platform = RuleFiles.PLATFORM + "@1";
        String merchant = checkout.merchantId() + "@1";
        Conclusion conclusion = new Conclusion();
        if (!firings.isEmpty()) {
            conclusion.add(
                    platform, firings.stream().filter(Conclusion::isPlatform).toList());
            conclusion.add(
                    merchant, firings.stream().filter(f -> !isPlatform(f)).toList());
            conclusion.reasons.sort(Comparator.comparing(Reason::effect));
            conclusion.atLeast(
                    conclusion.score >= DECLINE_AT
                            ? Verdict.DECLINE
                            : conclusion.score >= REVIEW_AT ? Verdict.REVIEW : Verdict.APPROVE);
        }
        return new Decision(
                checkout.id(),
                checkout.merchantId(),
                conclusion.verdict,
                conclusion.score,
                conclusion.reasons,
                conclusion.tags,
                own ? List.of(platform, merchant) : List.of(platform),
                List.of(),
                elapsedMicros);
    }

    private static boolean isPlatform(Firing firing) {
        return firing.scope().equals(RuleFiles.PLATFORM);
    }

    /** An ALLOW silences what its own ruleset asks for; the points of a ruleset are never less than 0. */
    private void add(String ruleset, List<Firing> firings) {
        boolean allowed = firings.stream().anyMatch(f -> f.effect() == Effect.ALLOW);
        int points = 0;
        for (Firing firing : firings) {
            Effect effect = firing.effect();
            if (effect == Effect.TAG) {
                if (!tags.contains(firing.code())) {
                    tags.add(firing.code());
                }
            } else if (!allowed || effect == Effect.ALLOW || effect == Effect.APPROVE) {
                atLeast(effect.verdict());
                points += firing.points();
                reasons.add(new Reason(
                        firing.code(),
                        firing.rule(),
                        ruleset,
                        effect,
                        effect == Effect.SCORE ? firing.points() : null));
            }
        }
        score += Math.max(0, points);
    }

    private void atLeast(Verdict asked) {
        verdict = asked.compareTo(verdict) > 0 ? asked : verdict;
    }
}
