package io.riskgate.ruletest;

import io.riskgate.model.Checkout;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the checkouts of a test's history. An entry stands for {@code repeat} checkouts, one {@code every} so often; it
 * says when the first of them was ({@code ago} or {@code occurredAt}), or else the last is one {@code every} before the
 * test's own.
 */
final class HistoryForm {

    /** Of one test, all repetitions counted. */
    static final int CHECKOUTS_MAX = 2_000;

    private static final String AGO = "ago";
    private static final String REPEAT = "repeat";
    private static final String EVERY = "every";
    private static final String OCCURRED_AT = "occurredAt";
    private static final Duration EVERY_DEFAULT = Duration.ofMinutes(1);
    private static final List<String> KEYS = Stream.concat(Stream.of(AGO, REPEAT, EVERY), CheckoutForm.KEYS.stream())
            .toList();

    private final CheckoutForm checkouts;
    private final Instant present;
    private final Mistakes mistakes;
    private final Set<List<String>> ids = new HashSet<>();
    private int size;

    /** @param present when the test's own checkout is */
    HistoryForm(CheckoutForm checkouts, Instant present, Mistakes mistakes) {
        this.checkouts = checkouts;
        this.present = present;
        this.mistakes = mistakes;
    }

    /**
     * In the order of their times; those of the same time in the order of the file.
     *
     * @param own the test's own checkout, {@code null} if it is not known
     */
    List<Checkout> read(List<YamlNode> entries, @Nullable Checkout own) {
        if (own != null) {
            ids.add(key(own));
        }
        return entries.stream()
                .flatMap(entry -> entry(entry).stream())
                .sorted(Comparator.comparing(Checkout::occurredAt))
                .toList();
    }

    private List<Checkout> entry(YamlNode node) {
        Form form = Form.of(node, "An entry of history", KEYS, mistakes);
        if (form == null) {
            return List.of();
        }
        checkouts.checkParts(form);
        int repeat = Objects.requireNonNullElse(form.whole(REPEAT, 1, CHECKOUTS_MAX), 1);
        Duration every = Objects.requireNonNullElse(form.duration(EVERY), EVERY_DEFAULT);
        Instant first = first(form, every.multipliedBy(repeat));
        if (first == null) {
            return List.of();
        }
        if (first.plus(every.multipliedBy(repeat - 1L)).isAfter(present)) {
            mistakes.add(
                    Mistake.TEST_VALUE,
                    node,
                    "The last checkout of this entry would be later than the test's own",
                    "ago says when the first of them was");
            return List.of();
        }
        if (size + repeat > CHECKOUTS_MAX) {
            mistakes.add(
                    Mistake.TEST_TOO_LARGE,
                    node,
                    "A test's history must not have more than " + CHECKOUTS_MAX + " checkouts",
                    null);
            return List.of();
        }
        return repeated(form.mapping(), repeat, first, every);
    }

    private List<Checkout> repeated(YamlNode.Mapping mapping, int repeat, Instant first, Duration every) {
        List<Checkout> repeated = new ArrayList<>();
        for (int number = 1; number <= repeat; number++) {
            size++;
            Checkout checkout = checkouts.read(
                    mapping, "history-" + size, number, first.plus(every.multipliedBy(number - 1L)), present);
            if (checkout == null) {
                return List.of();
            }
            if (!ids.add(key(checkout))) {
                mistakes.add(
                        Mistake.TEST_VALUE,
                        mapping,
                        "The id " + checkout.id() + " is there twice, and would be counted once",
                        "Leave id out, or write <n> in it");
                return List.of();
            }
            repeated.add(checkout);
        }
        return repeated;
    }

    /** What the engine knows a checkout by. */
    private static List<String> key(Checkout checkout) {
        return List.of(checkout.merchantId(), checkout.id());
    }

    private @Nullable Instant first(Form form, Duration all) {
        YamlNode occurredAt = form.node(OCCURRED_AT);
        if (occurredAt == null) {
            Duration ago = form.duration(AGO);
            return form.node(AGO) == null ? present.minus(all) : ago == null ? null : present.minus(ago);
        }
        if (form.node(AGO) != null) {
            mistakes.add(Mistake.TEST_KEY, occurredAt, "An entry of history has ago or occurredAt, not both", null);
            return null;
        }
        return instant(occurredAt, mistakes);
    }

    /** The time that the node says, or {@code null} if it says none. */
    static @Nullable Instant instant(YamlNode node, Mistakes mistakes) {
        if (node instanceof YamlNode.Scalar scalar) {
            try {
                return Instant.parse(scalar.text());
            } catch (DateTimeParseException notATime) {
                // Said below, as of a node that is not even a text.
            }
        }
        mistakes.add(Mistake.TEST_VALUE, node, "occurredAt must be a time such as 2026-01-01T12:00:00Z", null);
        return null;
    }
}
