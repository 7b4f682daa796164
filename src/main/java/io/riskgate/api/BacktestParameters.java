package io.riskgate.api;

import io.riskgate.backtest.BacktestRequest;
import io.riskgate.backtest.Period;
import io.riskgate.backtest.UploadedFile;
import io.riskgate.rules.Ruleset;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the query of a request for a backtest says. What is wrong is a {@link ProblemException} that names the parameter.
 *
 * @param version of the scope that is the candidate, in place of a text
 * @param file the id of an uploaded file
 */
record BacktestParameters(
        @Nullable String from,
        @Nullable String to,
        @Nullable String warmUp,
        @Nullable String merchantId,
        @Nullable String sample,
        @Nullable String onError,
        @Nullable String version,
        @Nullable String file) {

    private static final Duration PERIOD_DEFAULT = Duration.ofHours(24);
    private static final Pattern WARM_UP = Pattern.compile("([0-9]{1,7})([smhd])");
    private static final Pattern SAMPLE = Pattern.compile("[01](\\.[0-9]{1,9})?");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

    /** The number of the version, {@code null} if none is named. */
    @Nullable
    Integer versionNumber() {
        if (version != null && !VERSION.matcher(version).matches()) {
            throw wrong("version", "must be the number of a version");
        }
        return version == null ? null : Integer.valueOf(version);
    }

    /** @param uploaded the file that is named, {@code null} for the journal */
    BacktestRequest request(Ruleset candidate, @Nullable UploadedFile uploaded, Instant now) {
        return new BacktestRequest(
                candidate, uploaded, period(uploaded != null, now), merchant(candidate.scope()), share(), stops());
    }

    private Period period(boolean isOfFile, Instant now) {
        Instant end = to == null ? (isOfFile ? Instant.MAX : now) : QueryParameters.time("to", to);
        Instant begin = from == null
                ? (isOfFile ? Instant.MIN : end.minus(PERIOD_DEFAULT))
                : QueryParameters.time("from", from);
        if (!begin.isBefore(end)) {
            throw wrong("to", "must be later than from");
        }
        return new Period(begin, end, history());
    }

    private Duration history() {
        if (warmUp == null) {
            return Period.WARM_UP_DEFAULT;
        }
        Matcher matcher = WARM_UP.matcher(warmUp);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            Duration history =
                    switch (matcher.group(2)) {
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    };
            if (history.compareTo(Period.WARM_UP_MAX) <= 0) {
                return history;
            }
        }
        throw wrong("warmUp", "must be such as 24h, and at most 30d");
    }

    private @Nullable String merchant(String scope) {
        if (scope.equals(Ruleset.PLATFORM)) {
            if (merchantId != null && (!Ruleset.isScope(merchantId) || merchantId.equals(Ruleset.PLATFORM))) {
                throw wrong("merchantId", "must be a merchant's id");
            }
            return merchantId;
        }
        if (merchantId != null && !merchantId.equals(scope)) {
            throw wrong("merchantId", "must be the merchant whose rules are tested");
        }
        return scope;
    }

    private double share() {
        double share = sample == null ? 1 : SAMPLE.matcher(sample).matches() ? Double.parseDouble(sample) : 0;
        if (share <= 0 || share > 1) {
            throw wrong("sample", "must be above 0, up to 1");
        }
        return share;
    }

    private boolean stops() {
        return switch (onError == null ? "skip" : onError) {
            case "skip" -> false;
            case "stop" -> true;
            default -> throw wrong("onError", "must be skip or stop");
        };
    }

    private static ProblemException wrong(String name, String what) {
        return new ProblemException(ProblemDetails.invalid(name, what));
    }
}
