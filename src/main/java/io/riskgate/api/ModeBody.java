package io.riskgate.api;

import io.riskgate.rules.registry.WantedMode;
import io.riskgate.store.RollbackLimits;
import io.riskgate.store.RulesetVersion.Mode;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads which mode a version is to have; what is wrong with that is a {@link ProblemException} that names the field. */
final class ModeBody {

    /** What a text can be uploaded as. */
    private static final Set<Mode> UPLOADED = EnumSet.of(Mode.DRAFT, Mode.SHADOW, Mode.CANARY, Mode.ACTIVE);

    /** What a version can be made. */
    private static final Set<Mode> CHANGED = EnumSet.of(Mode.SHADOW, Mode.CANARY, Mode.ACTIVE, Mode.RETIRED);

    /** A longer word is not said again. */
    private static final int SHOWN_LENGTH_MAX = 20;

    private ModeBody() {}

    /**
     * The parameters of an upload; what is left out is an active version.
     *
     * @param rollback those that say when a canary is given up by itself, if any do
     */
    static WantedMode uploaded(
            @Nullable String mode,
            @Nullable String percent,
            JsonFields rollback,
            String author,
            @Nullable String reason) {
        Mode wanted = mode == null ? Mode.ACTIVE : mode(mode, UPLOADED);
        Integer number = percent == null ? null : whole(percent);
        checkPercent(wanted, number);
        String first = rollback.first();
        if (first != null && wanted != Mode.CANARY) {
            throw invalid(first, "is of mode canary only");
        }
        RollbackLimits limits = first == null ? null : limits(rollback);
        rollback.requireRight();
        return new WantedMode(wanted, number, limits, author, ReasonText.of(reason));
    }

    /** @param reasonParameter of the request, for a body that gives none */
    static WantedMode changed(byte @Nullable [] body, String author, @Nullable String reasonParameter) {
        JsonFields fields = JsonFields.read(body);
        String mode = fields.text("mode");
        Integer percent = fields.integer("percent");
        String reason = fields.text("reason");
        JsonFields rollback = fields.object("rollback");
        RollbackLimits limits = rollback == null ? null : limits(rollback);
        fields.refuseOthers();
        fields.requireRight();
        if (mode == null) {
            throw invalid("mode", "is missing: " + oneOf(CHANGED));
        }
        Mode wanted = mode(mode, CHANGED);
        checkPercent(wanted, percent);
        if (limits != null && wanted != Mode.CANARY) {
            throw invalid("rollback", "is of mode canary only");
        }
        return new WantedMode(
                wanted, percent, limits, author, ReasonText.of(reason == null ? reasonParameter : reason));
    }

    private static Mode mode(String word, Set<Mode> possible) {
        for (Mode mode : possible) {
            if (mode.word().equals(word)) {
                return mode;
            }
        }
        throw invalid("mode", oneOf(possible) + (word.length() <= SHOWN_LENGTH_MAX ? ", not " + word : ""));
    }

    private static String oneOf(Set<Mode> possible) {
        return "must be one of " + possible.stream().map(Mode::word).collect(Collectors.joining(", "));
    }

    private static Integer whole(String percent) {
        try {
            return Integer.valueOf(percent);
        } catch (NumberFormatException none) {
            throw invalid("percent", percentRange("not " + percent));
        }
    }

    private static void checkPercent(Mode mode, @Nullable Integer percent) {
        if (percent != null && (percent < 1 || percent > WantedMode.PERCENT_MAX)) {
            throw invalid("percent", percentRange("not " + percent));
        }
        if (mode == Mode.CANARY && percent == null) {
            throw invalid("percent", "is missing: of a canary it " + percentRange("such as 10"));
        }
        if (mode != Mode.CANARY && percent != null) {
            throw invalid("percent", "is of mode canary only");
        }
    }

    private static String percentRange(String more) {
        return "must be a whole number from 1 to " + WantedMode.PERCENT_MAX + ", " + more;
    }

    private static RollbackLimits limits(JsonFields fields) {
        Double declineRateMax = rate(fields, "declineRateMax");
        Double errorRateMax = rate(fields, "errorRateMax");
        Integer p99MicrosMax = fields.integer("p99MicrosMax");
        if (p99MicrosMax != null && p99MicrosMax < 1) {
            fields.wrong("p99MicrosMax", "must be at least 1");
        }
        Integer checkoutsMin = fields.integer("checkoutsMin");
        if (checkoutsMin != null && (checkoutsMin < 1 || checkoutsMin > RollbackLimits.CHECKOUTS_MIN_MAX)) {
            fields.wrong("checkoutsMin", "must be from 1 to " + RollbackLimits.CHECKOUTS_MIN_MAX);
        }
        if (declineRateMax == null && errorRateMax == null && p99MicrosMax == null) {
            fields.wrong("declineRateMax", "is missing: one of declineRateMax, errorRateMax, p99MicrosMax is needed");
        }
        fields.refuseOthers();
        return new RollbackLimits(
                declineRateMax,
                errorRateMax,
                p99MicrosMax == null ? null : Long.valueOf(p99MicrosMax),
                checkoutsMin == null ? RollbackLimits.CHECKOUTS_MIN_DEFAULT : checkoutsMin);
    }

    private static @Nullable Double rate(JsonFields fields, String name) {
        Double rate = fields.number(name);
        if (rate != null && !(rate >= 0 && rate <= 1)) {
            fields.wrong(name, "must be from 0 to 1, such as 0.08 for 8 %");
        }
        return rate;
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(ProblemDetails.invalid(field, message));
    }
}
