package io.riskgate.merchant;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a trace may say of a decision. Who pays, with what and from where is none of it, not even masked: traces go to systems in which
 * many look around, and nobody forgets.
 */
public enum TraceAttribute {
    /** The checkout's id, which the shop chooses. */
    ID,
    VERDICT,
    SCORE,
    /** The codes of the reasons. */
    REASONS,
    /** The rules, or limits, that gave them. */
    RULES,
    TAGS,
    /** The versions that were evaluated. */
    RULESETS,
    /** What was missing. */
    DEGRADED,
    /** Whether the answer is that of an earlier request. */
    REPLAYED,
    SHARD,
    AMOUNT,
    CURRENCY,
    /** How many lines the basket has. */
    ITEMS;

    /** Of a merchant for whom nothing else is said. */
    public static final Set<TraceAttribute> DEFAULTS = Set.of(VERDICT, DEGRADED);

    /** All words, as a message lists them. */
    public static final String WORDS =
            Arrays.stream(values()).map(TraceAttribute::word).collect(Collectors.joining(", "));

    /** As a merchant's document has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code null} if there is none of that word. */
    public static @Nullable TraceAttribute of(String word) {
        for (TraceAttribute attribute : values()) {
            if (attribute.word().equals(word)) {
                return attribute;
            }
        }
        return null;
    }
}
