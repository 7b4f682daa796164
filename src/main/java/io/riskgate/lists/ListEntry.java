package io.riskgate.lists;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One value of a list. Values are compared letter by letter.
 *
 * @param expiresAt the first moment at which the list no longer has the value, to the millisecond; {@code null} for never
 */
public record ListEntry(String value, @Nullable Instant expiresAt) {}
