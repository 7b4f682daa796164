package io.riskgate.limits;

import io.riskgate.limits.LimitWrite.Invalid;
import io.riskgate.model.Verdict;
import io.riskgate.velocity.Units;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a limit may be. */
public final class LimitRules {

    /** Units of 1/10,000: less than 2^53, so that Redis' scripts, whose numbers are doubles, add up exactly. */
    static final long UNITS_MAX = 1_000_000_000_000_000L;

    /** The largest amount of a limit. */
    public static final BigDecimal AMOUNT_MAX = Units.toDecimal(UNITS_MAX);

    public static final Duration HOLD_MIN = Duration.ofSeconds(1);
    public static final Duration HOLD_MAX = Duration.ofDays(7);

    private static final int SCOPE_CHARS_MAX = 128;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,63}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private LimitRules() {}

    /** Whether a limit can be called that. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** What is wrong, or {@code null} if nothing is. */
    static @Nullable Invalid check(Limit limit) {
        if (limit.scope().isBlank()
                || limit.scope().length() > SCOPE_CHARS_MAX
                || limit.scope().chars().anyMatch(Character::isISOControl)) {
            return new Invalid(
                    "scope", "must be 1 to " + SCOPE_CHARS_MAX + " characters, none of them a control character");
        }
        if (!isName(limit.name())) {
            return new Invalid(
                    "name",
                    "must begin with a lower-case letter and have at most 64 lower-case letters, digits, _ or -");
        }
        if (limit.maxUnits() <= 0 || limit.maxUnits() > UNITS_MAX) {
            return new Invalid(
                    "amount",
                    "must be more than 0 and at most "
                            + AMOUNT_MAX.stripTrailingZeros().toPlainString());
        }
        if (!CURRENCY.matcher(limit.currency()).matches()) {
            return new Invalid("currency", "must be an ISO 4217 code such as USD");
        }
        if (limit.holdMillis() < HOLD_MIN.toMillis() || limit.holdMillis() > HOLD_MAX.toMillis()) {
            return new Invalid("hold", "must be 1s to 7d");
        }
        if (limit.onExceeded() != Verdict.REVIEW && limit.onExceeded() != Verdict.DECLINE) {
            return new Invalid("onExceeded", "must be review or decline");
        }
        return null;
    }

    /** Whether the amount can be a limit's: more would be rounded. */
    public static boolean isExact(BigDecimal amount) {
        return amount.stripTrailingZeros().scale() <= 4;
    }
}
