package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.ATTRIBUTE_REFUSED;

import io.riskgate.rules.compile.ParsedRule.Element;
import io.riskgate.rules.compile.ParsedRule.FactType;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a rule: what stands between its name and {@code when}.
 *
 * @param effective the condition on the checkout's time that the dates of the rule make, {@code null} if it has none
 */
record RuleAttributes(
        int salience,
        boolean enabled,
        @Nullable String activationGroup,
        @Nullable Condition effective) {

    static final int SALIENCE_MAX = 1_000_000;

    /** Beyond the indexes of the patterns that the text can have. */
    private static final int DATES_PATTERN = 1_000;

    private static final Pattern SALIENCE = Pattern.compile("-?[0-9]{1,7}");
    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 _.-]{0,63}");

    /** Drools' own format. */
    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("dd-MMM-uuuu")
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);

    /** The attributes; those that are wrong are reported and left out. */
    static RuleAttributes read(RuleDescr rule, Problems problems) {
        Reader reader = new Reader(problems);
        rule.getAttributes().values().forEach(reader::read);
        return new RuleAttributes(reader.salience, reader.enabled, reader.activationGroup, reader.effective);
    }

    /** The rule's elements, with the dates as a condition on the checkout. */
    List<Element> restrict(List<Element> elements) {
        if (effective == null) {
            return elements;
        }
        List<Element> restricted = new ArrayList<>();
        restricted.add(new ParsedRule.Pattern(DATES_PATTERN, FactType.CHECKOUT, List.of(effective)));
        restricted.addAll(elements);
        return restricted;
    }

    private static final class Reader {

        private final Problems problems;
        private int salience;
        private boolean enabled = true;
        private @Nullable String activationGroup;
        private @Nullable Condition effective;

        Reader(Problems problems) {
            this.problems = problems;
        }

        void read(AttributeDescr attribute) {
            String value = String.valueOf(attribute.getValue()).strip();
            switch (attribute.getName()) {
                case "salience" -> salience = salience(attribute, value);
                case "enabled" -> enabled = enabled(attribute, value);
                case "activation-group" -> activationGroup = group(attribute, value);
                case "date-effective" -> restrict(attribute, value, true);
                case "date-expires" -> restrict(attribute, value, false);
                default -> refuse(attribute, "The attribute " + attribute.getName() + " is not in the language");
            }
        }

        private int salience(AttributeDescr attribute, String value) {
            String digits = value.startsWith("(") && value.endsWith(")")
                    ? value.substring(1, value.length() - 1).strip()
                    : value;
            if (SALIENCE.matcher(digits).matches() && Math.abs(Integer.parseInt(digits)) <= SALIENCE_MAX) {
                return Integer.parseInt(digits);
            }
            refuse(attribute, "Salience is a whole number between -" + SALIENCE_MAX + " and " + SALIENCE_MAX);
            return 0;
        }

        private boolean enabled(AttributeDescr attribute, String value) {
            if (!value.equals("true") && !value.equals("false")) {
                refuse(attribute, "enabled is true or false");
            }
            return !value.equals("false");
        }

        private @Nullable String group(AttributeDescr attribute, String value) {
            if (GROUP.matcher(value).matches()) {
                return value;
            }
            refuse(attribute, "The name of an activation-group has 1 to 64 letters, digits, blanks and _ . -");
            return null;
        }

        /** From after the first moment of the day, or until before it, in UTC, as stock Drools has it. */
        private void restrict(AttributeDescr attribute, String value, boolean from) {
            try {
                long dayMillis = LocalDate.parse(value, DATE)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli();
                Condition dated = Condition.of(attribute.getName() + " \"" + value + "\"", row -> {
                    long millis = row.evaluation().checkout().occurredAt().toEpochMilli();
                    return from ? millis > dayMillis : millis < dayMillis;
                });
                effective = effective == null ? dated : effective.and(dated);
            } catch (DateTimeParseException malformed) {
                refuse(attribute, attribute.getName() + " is a day such as \"04-Jul-2026\"");
            }
        }

        private void refuse(AttributeDescr attribute, String message) {
            problems.error(
                    ATTRIBUTE_REFUSED,
                    Positions.of(attribute, problems.source()),
                    message,
                    "A rule may have salience, enabled, activation-group, date-effective and date-expires.");
        }
    }
}
