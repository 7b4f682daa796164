package io.riskgate.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riskgate.limits.Limit;
import io.riskgate.limits.LimitRules;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Ruleset;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Units;
import io.riskgate.velocity.Window;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of limits and of settlements; each is a {@link ProblemException} at its first mistake, which it names. */
final class LimitBody {

    private static final String HOLD_DEFAULT = "30m";
    private static final String ON_EXCEEDED_DEFAULT = "decline";
    private static final String WINDOWS =
            Arrays.stream(Window.values()).map(Window::label).collect(Collectors.joining(", "));
    private static final Pattern STRETCH = Pattern.compile("([0-9]{1,6})([smhd])");

    private LimitBody() {}

    /** Keys that are not known are refused: a misspelt one would leave a limit that is none. */
    static Limit limit(String scope, String name, byte @Nullable [] body) {
        Map<String, Object> fields = fields(body);
        BigDecimal amount = amount(fields.remove("amount"));
        Dimension by = Dimension.of(text(fields, "by", null))
                .orElseThrow(() ->
                        invalid("by", "must be one of " + String.join(", ", Dimension.FIXED) + ", attributes.<name>"));
        Window window = Window.ofLabel(text(fields, "window", null))
                .orElseThrow(() -> invalid("window", "must be one of " + WINDOWS));
        Limit limit = new Limit(
                scope,
                name,
                by,
                Units.of(amount),
                text(fields, "currency", null),
                window,
                millis(text(fields, "hold", HOLD_DEFAULT)),
                verdict(text(fields, "onExceeded", ON_EXCEEDED_DEFAULT)));
        fields.keySet().stream().findFirst().ifPresent(unknown -> {
            throw invalid(unknown, "is not known");
        });
        return limit;
    }

    /** The merchant of a settlement. */
    static String merchantId(byte @Nullable [] body) {
        String merchantId = text(fields(body), "merchantId", null);
        if (!Ruleset.isScope(merchantId) || !StandardCharsets.UTF_8.newEncoder().canEncode(merchantId)) {
            throw invalid("merchantId", "must be a merchant's id of at most 128 characters");
        }
        return merchantId;
    }

    /** How a limit's hold is written: in the largest unit that has no fraction. */
    static String stretch(long millis) {
        Duration hold = Duration.ofMillis(millis);
        if (hold.toSeconds() % 86_400 == 0) {
            return hold.toDays() + "d";
        }
        if (hold.toSeconds() % 3_600 == 0) {
            return hold.toHours() + "h";
        }
        return hold.toSeconds() % 60 == 0 ? hold.toMinutes() + "m" : hold.toSeconds() + "s";
    }

    private static Map<String, Object> fields(byte @Nullable [] body) {
        try (JsonParser parser = StrictJson.parser(body == null ? new byte[0] : body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw invalid("body", "must be a JSON object");
            }
            Map<String, Object> fields = new HashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                switch (parser.nextToken()) {
                    case VALUE_STRING -> fields.put(field, parser.getText());
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> fields.put(field, parser.getDecimalValue());
                    default -> throw invalid(field, "must be a text or a number");
                }
            }
            if (parser.nextToken() != null) {
                throw invalid("body", "goes on after its end");
            }
            return fields;
        } catch (IOException | NumberFormatException malformed) {
            // The latter of an exponent that no number can have.
            throw invalid("body", "is not well-formed JSON");
        }
    }

    private static String text(Map<String, Object> fields, String field, @Nullable String other) {
        Object value = fields.remove(field);
        if (value instanceof String text) {
            return text;
        }
        if (value != null) {
            throw invalid(field, "must be a text");
        }
        if (other == null) {
            throw invalid(field, "is missing");
        }
        return other;
    }

    private static BigDecimal amount(@Nullable Object value) {
        if (value == null) {
            throw invalid("amount", "is missing");
        }
        if (!(value instanceof BigDecimal amount)) {
            throw invalid("amount", "must be a number");
        }
        // Before anything is computed with it: 1e999999999 is a few characters, and as a whole number hundreds of
        // megabytes.
        if (amount.abs().compareTo(LimitRules.AMOUNT_MAX) > 0) {
            throw invalid("amount", "must be at most " + LimitRules.AMOUNT_MAX.toBigInteger());
        }
        if (!LimitRules.isExact(amount)) {
            throw invalid("amount", "must have at most 4 decimals");
        }
        return amount;
    }

    private static long millis(String hold) {
        Matcher stretch = STRETCH.matcher(hold);
        if (!stretch.matches()) {
            throw invalid("hold", "must be a stretch of time such as 90s, 30m, 12h or 7d");
        }
        long seconds =
                switch (stretch.group(2)) {
                    case "s" -> 1;
                    case "m" -> 60;
                    case "h" -> 3_600;
                    default -> 86_400;
                };
        return Duration.ofSeconds(Long.parseLong(stretch.group(1)) * seconds).toMillis();
    }

    private static Verdict verdict(String onExceeded) {
        return switch (onExceeded) {
            case "review" -> Verdict.REVIEW;
            case "decline" -> Verdict.DECLINE;
            default -> throw invalid("onExceeded", "must be review or decline");
        };
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(ProblemDetails.invalid(field, message));
    }
}
