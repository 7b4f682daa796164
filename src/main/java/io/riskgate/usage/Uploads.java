package io.riskgate.usage;

import io.riskgate.journal.Journal;
import io.riskgate.journal.UploadEntry;
import io.riskgate.telemetry.LogText;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Records rulesets that callers have made active; those from files are the operator's own. Thread-safe; never blocks. */
@Singleton
public final class Uploads {

    private static final Logger LOG = Logger.getLogger(Uploads.class);

    private final Journal journal;
    private final Clock clock;

    Uploads(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** To be called before the caller is answered. An upload that the journal does not take stands, and is counted nowhere. */
    public void record(String scope, int version) {
        if (!journal.append(new UploadEntry(clock.instant(), scope, version))) {
            LOG.warnf("The journal did not take the upload of %s@%d, so it is not counted", LogText.of(scope), version);
        }
    }
}
