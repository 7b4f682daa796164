package io.riskgate.lists;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value of a list.
 *
 * @param expiresAt from when on the list does not have it any more, {@code null} if it stays
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListEntry(String value, @Nullable Instant expiresAt) {}
