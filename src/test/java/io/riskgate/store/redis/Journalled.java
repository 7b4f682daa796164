package io.riskgate.store.redis;

import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a node's journal has. */
final class Journalled {

    private Journalled() {}

    /** How many different checkouts of each card at each merchant. */
    static Map<String, Long> groups(Path dataDir) throws IOException {
        Map<String, Long> groups = new TreeMap<>();
        Set<String> ids = new HashSet<>();
        JournalReader.replay(FileJournal.directory(dataDir), entry -> {
            if (ids.add(entry.checkout().merchantId() + " " + entry.checkout().id())) {
                groups.merge(
                        entry.checkout().merchantId() + " "
                                + entry.checkout().card().fingerprint(),
                        1L,
                        Long::sum);
            }
        });
        return groups;
    }
}
