package io.riskgate.ruletest;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as a test writes them: {@code 5m}, {@code 1h30m}, {@code 3d ago}. */
final class RelativeTime {

    private static final Pattern PART = Pattern.compile("([0-9]{1,6})(ms|s|m|h|d)");
    private static final Pattern DURATION = Pattern.compile("(?:[0-9]{1,6}(?:ms|s|m|h|d)){1,5}");
    private static final String AGO = " ago";

    private RelativeTime() {}

    /** {@code null} if the text is none. */
    static @Nullable Duration duration(String text) {
        if (!DURATION.matcher(text).matches()) {
            return null;
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            long number = Long.parseLong(part.group(1));
            sum = sum.plus(
                    switch (part.group(2)) {
                        case "ms" -> Duration.ofMillis(number);
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    });
        }
        return sum;
    }

    /** {@code null} if the text is not one such as {@code 3d ago}. */
    static @Nullable Duration ago(String text) {
        return text.endsWith(AGO) ? duration(text.substring(0, text.length() - AGO.length())) : null;
    }
}
