package io.riskgate.journal;

import java.time.Instant;

/**
 * A ruleset that a caller has made active, by its text or by the number of an earlier one.
 *
 * @param scope the platform or a merchant
 * @param version that was made active
 */
public record UploadEntry(Instant at, String scope, int version) implements JournalRecord {}
