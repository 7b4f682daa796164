package io.riskgate.api;

import io.riskgate.limits.Limit;
import io.riskgate.limits.LimitRules;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Ruleset;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Units;
import io.riskgate.velocity.Window;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of limits and of settlements; what is wrong is a {@link ProblemException} naming every field. */
final class LimitBody {

    private static final String HOLD_DEFAULT = "30m";
    private static final String WINDOWS =
            Arrays.stream(Window.values()).map(Window::label).collect(Collectors.joining(", "));
    private static final Pattern STRETCH = Pattern.compile("([0-9]{1,6})([smhd])");

    private LimitBody() {}

    static Limit limit(String scope, String name, byte @Nullable [] body) {
        JsonFields fields = JsonFields.read(body);
        BigDecimal amount = amount(fields);
        Dimension by = by(fields);
        Window window = window(fields);
        String currency = fields.requiredText("currency");
        long holdMillis = holdMillis(fields);
        Verdict onExceeded = onExceeded(fields);
        fields.refuseOthers();
        fields.requireRight();
        return new Limit(
                scope,
                name,
                Objects.requireNonNull(by),
                Units.of(Objects.requireNonNull(amount)),
                Objects.requireNonNull(currency),
                Objects.requireNonNull(window),
                holdMillis,
                onExceeded);
    }

    /** The merchant that a settlement's body names, {@code null} if it names none. */
    static @Nullable String merchantId(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            return null;
        }
        JsonFields fields = JsonFields.read(body);
        String name = QueryParameters.MERCHANT_ID;
        String merchantId = fields.text(name);
        if (merchantId != null
                && !(Ruleset.isScope(merchantId)
                        && StandardCharsets.UTF_8.newEncoder().canEncode(merchantId))) {
            fields.wrong(name, "must be a merchant's id of at most 128 characters");
        }
        fields.refuseOthers();
        fields.requireRight();
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

    private static @Nullable BigDecimal amount(JsonFields fields) {
        String name = "amount";
        fields.requirePresent(name);
        BigDecimal amount = fields.decimal(name);
        if (amount == null) {
            return null;
        }
        // Before anything is computed with it: 1e999999999 is a few characters, and as a whole number hundreds of
        // megabytes.
        if (amount.abs().compareTo(LimitRules.AMOUNT_MAX) > 0) {
            fields.wrong(name, "must be at most " + LimitRules.AMOUNT_MAX.toBigInteger());
        } else if (!LimitRules.isExact(amount)) {
            fields.wrong(name, "must have at most 4 decimals");
        }
        return amount;
    }

    private static @Nullable Dimension by(JsonFields fields) {
        String name = fields.requiredText("by");
        Dimension by = name == null ? null : Dimension.of(name).orElse(null);
        if (by == null) {
            fields.wrong("by", "must be one of " + String.join(", ", Dimension.FIXED) + ", attributes.<name>");
        }
        return by;
    }

    private static @Nullable Window window(JsonFields fields) {
        String label = fields.requiredText("window");
        Window window = label == null ? null : Window.ofLabel(label).orElse(null);
        if (window == null) {
            fields.wrong("window", "must be one of " + WINDOWS);
        }
        return window;
    }

    private static long holdMillis(JsonFields fields) {
        String hold = fields.text("hold");
        Matcher stretch = STRETCH.matcher(hold == null ? HOLD_DEFAULT : hold);
        if (!stretch.matches()) {
            fields.wrong("hold", "must be a stretch of time such as 90s, 30m, 12h or 7d");
            return 0;
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

    private static Verdict onExceeded(JsonFields fields) {
        String word = fields.text("onExceeded");
        if ("review".equals(word)) {
            return Verdict.REVIEW;
        }
        if (word != null && !word.equals("decline")) {
            fields.wrong("onExceeded", "must be review or decline");
        }
        return Verdict.DECLINE;
    }
}
