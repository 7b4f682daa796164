package io.riskgate.journal;

import io.riskgate.privacy.MaskingProfile;
import io.riskgate.sealing.DayKeys;
import io.riskgate.sealing.Opener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;

/** Lines as the writer makes them, one behind the other in a chain, sealed with the keys of a directory. */
final class Lines {

    static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    private final DayKeys keys;
    private final LineWriter writer;

    /** @param directory of the journal; the keys are beside it */
    Lines(Path directory) {
        keys = JournalDirectory.keys(directory);
        try {
            writer = new LineWriter(keys, merchantId -> MaskingProfile.DEFAULT, new HashChain(1, HashChain.NONE));
            writer.begin(DAY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] write(JournalRecord... entries) throws IOException {
        LineBuffer lines = new LineBuffer(1_024);
        for (JournalRecord entry : entries) {
            lines.add(entry, writer);
        }
        return lines.toByteArray();
    }

    JournalRecord read(byte[] line) throws IOException {
        return JournalLine.read(line, line.length, new Opener(keys));
    }
}
