package io.riskgate.journal;

import java.time.Duration;

/**
 * The checked values of {@code riskgate.journal}.
 *
 * @param fileSizeMaxBytes after which a file is followed by the next one
 * @param syncInterval the longest that a written decision waits for the disk
 * @param retention files whose decisions are all older are deleted
 * @param sealedRetention keys of days that are longer ago are deleted
 */
public record JournalSettings(
        long fileSizeMaxBytes, Duration syncInterval, Duration retention, Duration sealedRetention) {

    static final long FILE_SIZE_MIN = 4 * 1024;
    static final Duration SYNC_INTERVAL_MAX = Duration.ofSeconds(10);
    static final Duration RETENTION_MIN = Duration.ofHours(1);

    /** As long as windows reach back, which are rebuilt from what was sealed. */
    static final Duration SEALED_RETENTION_MIN = Duration.ofDays(31);

    private static final Duration SEALED_RETENTION = Duration.ofDays(400);

    /** What applies when nothing is configured. */
    public static final JournalSettings DEFAULTS =
            new JournalSettings(128L * 1024 * 1024, Duration.ofMillis(20), Duration.ofDays(400), SEALED_RETENTION);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the option that has a bad value
     */
    public JournalSettings {
        if (fileSizeMaxBytes < FILE_SIZE_MIN) {
            throw new IllegalArgumentException("riskgate.journal.file-size-max must be at least " + FILE_SIZE_MIN
                    + " bytes, not " + fileSizeMaxBytes);
        }
        if (syncInterval.isNegative() || syncInterval.compareTo(SYNC_INTERVAL_MAX) > 0) {
            throw new IllegalArgumentException("riskgate.journal.sync-interval must be 0 to "
                    + SYNC_INTERVAL_MAX.toSeconds() + "s, not " + syncInterval);
        }
        if (retention.compareTo(RETENTION_MIN) < 0) {
            throw new IllegalArgumentException(
                    "riskgate.journal.retention must be at least " + RETENTION_MIN.toHours() + "h, not " + retention);
        }
        if (sealedRetention.compareTo(SEALED_RETENTION_MIN) < 0) {
            throw new IllegalArgumentException("riskgate.journal.sealed-retention must be at least "
                    + SEALED_RETENTION_MIN.toDays() + "d, not " + sealedRetention);
        }
    }

    /** With keys that are kept as long as by default. */
    public JournalSettings(long fileSizeMaxBytes, Duration syncInterval, Duration retention) {
        this(fileSizeMaxBytes, syncInterval, retention, SEALED_RETENTION);
    }
}
