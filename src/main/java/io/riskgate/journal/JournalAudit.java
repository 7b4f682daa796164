package io.riskgate.journal;

import io.riskgate.text.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that the journal's files are what was written: that no line was changed, removed, added or moved. Needs no key. For one
 * thread; blocks.
 *
 * <p>What it cannot see: lines taken off the end, and a chain that was written anew from some line on. Who keeps {@link
 * AuditReport#digest} elsewhere can: that line must be there next time.
 */
public final class JournalAudit {

    /** How lines began before there was a chain. */
    private static final byte[] BEFORE = HashChain.ascii("{\"v\":1,");

    private final MessageDigest sha = HashChain.sha256();
    private final List<AuditFinding> findings = new ArrayList<>();
    private long findingsInAll;
    private long entries;
    private long unchained;
    private long repeated;
    private long first;
    private long number;
    private String digest = HashChain.NONE;

    /** Digests of the file's lines and of the file before, by number: a failing disk has lines written into the next file again. */
    private Map<Long, String> known = new HashMap<>();

    private Map<Long, String> knownBefore = Map.of();

    private JournalAudit() {}

    /**
     * Checks files, in the order in which they were written.
     *
     * @param path one file, or a directory of the journal
     * @throws IOException if one cannot be read, or there is none
     */
    public static AuditReport verify(Path path) throws IOException {
        List<Path> files = Files.isDirectory(path) ? JournalDirectory.files(path) : List.of(path);
        JournalAudit audit = new JournalAudit();
        for (Path file : files) {
            audit.read(file);
        }
        return new AuditReport(
                files.size(),
                audit.entries,
                audit.first,
                audit.number,
                audit.digest,
                audit.unchained,
                audit.repeated,
                audit.findingsInAll,
                audit.findings);
    }

    private void read(Path file) throws IOException {
        knownBefore = known;
        known = new HashMap<>();
        try (InputStream in = Files.newInputStream(file)) {
            LineReader lines = new LineReader(in, JournalLine.BYTES_MAX);
            while (lines.next()) {
                check(file, lines);
            }
        }
    }

    private record Place(Path file, long line) {}

    private void check(Path file, LineReader line) {
        Place place = new Place(file, line.number());
        ChainedLine chained = ChainedLine.of(line.bytes(), line.length(), sha);
        if (chained == null) {
            unchained(place, line);
            return;
        }
        if (!chained.whole()) {
            // A torn line does not end as one does, so this one was changed; its number may be what was.
            long entry = number == 0 ? chained.number() : number + 1;
            report(place, entry, AuditFinding.Kind.CHANGED, "was changed");
            first = number == 0 ? entry : first;
            follow(entry, chained.digest());
            return;
        }
        if (number == 0) {
            first = chained.number();
            if (unchained > 0 && first > 1) {
                report(place, 1, AuditFinding.Kind.MISSING, missing(1, first - 1));
            }
        } else if (isRepeated(chained)) {
            repeated++;
            return;
        } else if (chained.number() > number + 1) {
            report(place, number + 1, AuditFinding.Kind.MISSING, missing(number + 1, chained.number() - 1));
        } else if (chained.number() <= number) {
            report(
                    place,
                    chained.number(),
                    AuditFinding.Kind.MOVED,
                    "stands behind entry " + number + ", where it was not written");
            entries++;
            return;
        } else if (!chained.previous().equals(digest)) {
            report(
                    place,
                    chained.number(),
                    AuditFinding.Kind.REPLACED,
                    "does not follow entry " + number + " as it is now: one of the two was replaced");
        }
        follow(chained.number(), chained.digest());
    }

    private static String missing(long from, long to) {
        return from == to ? "is missing" : "and those up to " + to + " are missing";
    }

    private boolean isRepeated(ChainedLine chained) {
        return chained.digest().equals(known.get(chained.number()))
                || chained.digest().equals(knownBefore.get(chained.number()));
    }

    private void follow(long entry, String itsDigest) {
        entries++;
        number = entry;
        digest = itsDigest;
        known.put(entry, itsDigest);
    }

    /** Lines from before there was a chain are counted; among lines of one, or in place of one, there must be none. */
    private void unchained(Place place, LineReader line) {
        if (!line.isEnded()) {
            report(place, number + 1, AuditFinding.Kind.TORN, "is torn: the process ended while it was written");
        } else if (number == 0 && isOfBefore(line)) {
            unchained++;
        } else {
            report(place, number + 1, AuditFinding.Kind.CHANGED, "was changed, or is none of the journal's");
        }
    }

    private static boolean isOfBefore(LineReader line) {
        return line.length() >= BEFORE.length
                && Arrays.equals(line.bytes(), 0, BEFORE.length, BEFORE, 0, BEFORE.length);
    }

    private void report(Place place, long entry, AuditFinding.Kind kind, String what) {
        findingsInAll += kind == AuditFinding.Kind.TORN ? 0 : 1;
        if (findings.size() < AuditReport.FINDINGS_MAX) {
            findings.add(new AuditFinding(kind, place.file().getFileName().toString(), place.line(), entry, what));
        }
    }
}
