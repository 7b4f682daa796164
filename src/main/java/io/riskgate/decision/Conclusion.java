package io.riskgate.decision;

import io.riskgate.limits.Exposure;
import io.riskgate.limits.Limit;
import io.riskgate.merchant.MerchantSettings;
import io.riskgate.model.Effect;
import io.riskgate.model.Reason;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Firing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How firings become a verdict.
 *
 * <ul>
 *   <li>The worst verdict that any rule asked for wins: DECLINE, CHALLENGE, REVIEW, APPROVE. {@code approve} therefore
 *       changes nothing; it only leaves a reason.
 *   <li>Points add up over both rulesets, and the merchant's thresholds turn the sum into at least REVIEW or DECLINE. A
 *       ruleset whose points come to less than zero counts as zero, and a sum beyond an {@code int} stays at its end:
 *       so neither scope can take points from the other.
 *   <li>{@code allow} silences the REVIEW, CHALLENGE, DECLINE and SCORE of its own ruleset, whichever fired first:
 *       they do not count and are not among the reasons. Its ALLOW and APPROVE reasons and its tags stay.
 *   <li>A reason is listed once for each rule, effect and code however often it fired, with its points added up; the
 *       most severe first, then in the order of the texts, the platform's before the merchant's.
 * </ul>
 *
 * @param reasons at most {@link #REASONS_MAX}; the least severe beyond are left out
 * @param tags at most {@link #TAGS_MAX}, each once, in the order of firing; those beyond are left out
 */
public record Conclusion(Verdict verdict, int score, List<Reason> reasons, List<String> tags) {

    public static final int REASONS_MAX = 50;
    public static final int TAGS_MAX = 50;

    private static final Comparator<Found> BY_SEVERITY_THEN_TEXT = Comparator.<Found>comparingInt(
                    found -> rank(found.cause.effect))
            .thenComparingInt(found -> found.cause.step)
            .thenComparingInt(found -> found.line);

    /**
     * What follows from what the rulesets said.
     *
     * @param evaluated the platform's first
     */
    public static Conclusion of(List<Evaluated> evaluated, MerchantSettings settings) {
        return of(evaluated, settings.reviewAt(), settings.declineAt());
    }

    static Conclusion of(List<Evaluated> evaluated, int reviewAt, int declineAt) {
        if (Evaluated.isQuiet(evaluated)) {
            return new Conclusion(verdict(0, reviewAt, declineAt), 0, List.of(), List.of());
        }
        Map<Cause, Found> found = new LinkedHashMap<>();
        Set<String> tags = new LinkedHashSet<>();
        Verdict verdict = Verdict.APPROVE;
        long score = 0;
        for (int step = 0; step < evaluated.size(); step++) {
            Evaluated ruleset = evaluated.get(step);
            boolean allowed = ruleset.firings().stream().anyMatch(f -> f.effect() == Effect.ALLOW);
            long points = 0;
            for (Firing firing : ruleset.firings()) {
                if (firing.effect() == Effect.TAG) {
                    if (tags.size() < TAGS_MAX) {
                        tags.add(firing.code());
                    }
                } else if (!allowed || firing.effect() == Effect.ALLOW || firing.effect() == Effect.APPROVE) {
                    verdict = worse(verdict, verdict(firing.effect()));
                    points += firing.points();
                    Cause cause = new Cause(step, firing.rule().name(), firing.effect(), firing.code());
                    found.computeIfAbsent(
                                            cause,
                                            c -> new Found(
                                                    c,
                                                    ruleset.ruleset().name(),
                                                    firing.rule().line(),
                                                    ruleset.degraded()
                                                                    && firing.rule()
                                                                            .velocity()
                                                            ? firing.rule()
                                                                    .whenDegraded()
                                                                    .label()
                                                            : null))
                                    .points +=
                            firing.points();
                }
            }
            score += Math.max(0, points);
        }
        verdict = worse(verdict, verdict(score, reviewAt, declineAt));
        return new Conclusion(verdict, saturated(score), reasons(found), List.copyOf(tags));
    }

    /**
     * The same for a checkout under limits: of each that its amount does not fit in there is a reason, and the verdict is no
     * better than that limit says. No rule can silence it.
     */
    Conclusion within(List<Exposure> exposures, long units) {
        List<Reason> all = new ArrayList<>(reasons);
        Verdict worst = verdict;
        for (Exposure exposure : exposures) {
            if (!exposure.fits(units)) {
                worst = worse(worst, exposure.verdict(units));
                all.add(reason(exposure, units));
            }
        }
        if (all.size() == reasons.size()) {
            return this;
        }
        all.sort(Comparator.comparingInt(reason -> rank(reason.effect())));
        return new Conclusion(worst, score, all.stream().limit(REASONS_MAX).toList(), tags);
    }

    /** The same with a verdict that is no better than that. */
    Conclusion atLeast(Verdict other) {
        return new Conclusion(worse(verdict, other), score, reasons, tags);
    }

    private static Reason reason(Exposure exposure, long units) {
        Limit limit = exposure.claim().limit();
        boolean unknown = exposure.isUnknown(units);
        return new Reason(
                unknown ? "limit_unknown" : "limit_exceeded",
                limit.name(),
                "limits:" + limit.scope(),
                exposure.verdict(units) == Verdict.DECLINE ? Effect.DECLINE : Effect.REVIEW,
                null,
                unknown ? "estimate" : null);
    }

    static Verdict worse(Verdict one, Verdict other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static List<Reason> reasons(Map<Cause, Found> found) {
        List<Found> sorted = new ArrayList<>(found.values());
        sorted.sort(BY_SEVERITY_THEN_TEXT);
        return sorted.stream().limit(REASONS_MAX).map(Found::reason).toList();
    }

    private static Verdict verdict(long score, int reviewAt, int declineAt) {
        if (score >= declineAt) {
            return Verdict.DECLINE;
        }
        return score >= reviewAt ? Verdict.REVIEW : Verdict.APPROVE;
    }

    private static Verdict verdict(Effect effect) {
        return switch (effect) {
            case DECLINE -> Verdict.DECLINE;
            case CHALLENGE -> Verdict.CHALLENGE;
            case REVIEW -> Verdict.REVIEW;
            case ALLOW, SCORE, TAG, APPROVE -> Verdict.APPROVE;
        };
    }

    private static int rank(Effect effect) {
        return switch (effect) {
            case DECLINE -> 0;
            case CHALLENGE -> 1;
            case REVIEW -> 2;
            case SCORE -> 3;
            case ALLOW -> 4;
            case APPROVE -> 5;
            case TAG -> 6;
        };
    }

    private static int saturated(long points) {
        return Math.clamp(points, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** What makes two firings one reason. */
    private record Cause(int step, String rule, Effect effect, String code) {}

    private static final class Found {

        private final Cause cause;
        private final String ruleset;
        private final int line;
        private final @Nullable String degraded;
        private long points;

        Found(Cause cause, String ruleset, int line, @Nullable String degraded) {
            this.cause = cause;
            this.ruleset = ruleset;
            this.line = line;
            this.degraded = degraded;
        }

        Reason reason() {
            Integer shown = cause.effect == Effect.SCORE ? saturated(points) : null;
            return new Reason(cause.code, cause.rule, ruleset, cause.effect, shown, degraded);
        }
    }
}
