package io.riskgate.journal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How decisions are recorded. */
@ConfigMapping(prefix = "riskgate.journal")
interface JournalConfig {

    /** Bytes after which a file is followed by the next one; {@link JournalSettings#FILE_SIZE_MIN} or more. */
    @WithDefault("134217728")
    long fileSizeMax();

    /** The longest that a written decision waits for the disk; 0 to {@link JournalSettings#SYNC_INTERVAL_MAX}. */
    @WithDefault("20ms")
    Duration syncInterval();

    /** Files whose decisions are all older are deleted; {@link JournalSettings#RETENTION_MIN} or more. */
    @WithDefault("400d")
    Duration retention();

    /**
     * Keys of earlier days are deleted, and with them the checkouts that they have sealed; {@link
     * JournalSettings#SEALED_RETENTION_MIN} or more.
     */
    @WithDefault("400d")
    Duration sealedRetention();
}
