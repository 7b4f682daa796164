package io.riskgate.journal;

import io.riskgate.sealing.DayKeys;
import io.riskgate.store.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The journal's files: their names, which sort in the order of writing, and which of them have had their time. Not
 * thread-safe.
 */
final class JournalDirectory {

    /** How a new file is opened. */
    interface Opener {
        FileChannel open(Path path) throws IOException;
    }

    static final Opener NEW_FILE =
            path -> DurableFiles.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));

    private static final Logger LOG = Logger.getLogger(JournalDirectory.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern NAME = Pattern.compile("decisions-(\\d{8}T\\d{6}Z)-(\\d{6})\\.jsonl");
    private static final Duration STALL_MAX = Duration.ofMinutes(1);
    private static final int SEQUENCE_MAX = 999_999;

    private record Name(Instant time, int sequence) {

        static @Nullable Name of(Path path) {
            Matcher matcher = NAME.matcher(path.getFileName().toString());
            try {
                return matcher.matches()
                        ? new Name(TIME.parse(matcher.group(1), Instant::from), Integer.parseInt(matcher.group(2)))
                        : null;
            } catch (DateTimeException e) {
                return null;
            }
        }

        /** A name that sorts after this one, also when the clock was put back. */
        Name next(Instant now) {
            if (now.isAfter(time)) {
                return new Name(now, 0);
            }
            return sequence < SEQUENCE_MAX ? new Name(time, sequence + 1) : new Name(time.plusSeconds(1), 0);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "decisions-%s-%06d.jsonl", TIME.format(time), sequence);
        }
    }

    private final Path path;
    private final Duration retention;
    private final Predicate<String> mayDelete;
    private final Clock clock;
    private final Opener opener;
    private @Nullable Name last;

    /** @param mayDelete whether a file of that name may go when it has had its time */
    JournalDirectory(Path path, Duration retention, Predicate<String> mayDelete, Clock clock, Opener opener) {
        this.path = path;
        this.retention = retention;
        this.mayDelete = mayDelete;
        this.clock = clock;
        this.opener = opener;
    }

    /** Where the files are. */
    Path path() {
        return path;
    }

    /** The keys that have sealed what is in the journal, which lie beside it. */
    static DayKeys keys(Path path) {
        return new DayKeys(path.toAbsolutePath().resolveSibling("keys"));
    }

    /** All files of the journal, in the order in which they were written; none if there is no such directory. */
    static List<Path> files(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> Name.of(file) != null).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** When one of {@link #files} was begun, to the second. */
    static Instant begun(Path file) {
        Name name = Name.of(file);
        if (name == null) {
            throw new IllegalArgumentException(file + " is no file of the journal");
        }
        return name.time();
    }

    /**
     * The files that may have entries decided since then. A file ends where the next begins, but what was decided before may
     * be written after, by as much as a disk stalls.
     */
    static List<Path> filesSince(Path path, Instant since) throws IOException {
        List<Path> files = files(path);
        int first = 0;
        for (int i = 1; i < files.size(); i++) {
            Name name = Name.of(files.get(i));
            if (name != null && since.isAfter(Instant.MIN) && name.time().isBefore(since.minus(STALL_MAX))) {
                first = i;
            }
        }
        return files.subList(first, files.size());
    }

    /**
     * Whether the last file of an earlier day is so old that the clock may have jumped ahead, by which all would have had their time. A day
     * later there is one of the day before.
     */
    private static boolean isClockDoubtful(List<Path> files, Instant now) {
        LocalDate today = day(now);
        return files.stream()
                .map(file -> day(begun(file)))
                .filter(day -> day.isBefore(today))
                .max(LocalDate::compareTo)
                .filter(last -> last.isBefore(today.minusDays(DayKeys.DAYS_BETWEEN_MAX)))
                .isPresent();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** Begins the next file, and deletes those that have had their time. */
    JournalFile next() throws IOException {
        DurableFiles.createDirectories(path);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        List<Path> files = files(path);
        if (last == null && !files.isEmpty()) {
            last = Name.of(files.getLast());
        }
        Name name = last == null ? new Name(now, 0) : last.next(now);
        Path file = path.resolve(name.toString());
        FileChannel channel = opener.open(file);
        last = name;
        DurableFiles.syncDirectory(path);
        deleteOld(files, now);
        return new JournalFile(file, day(now), channel);
    }

    /** A file is ended at the end of its UTC day, so a day after its beginning nothing was added. */
    private void deleteOld(List<Path> files, Instant now) {
        if (isClockDoubtful(files, now)) {
            return;
        }
        for (Path file : files) {
            Name name = Name.of(file);
            if (name != null
                    && name.time().plus(1, ChronoUnit.DAYS).isBefore(now.minus(retention))
                    && mayDelete.test(name.toString())) {
                try {
                    Files.deleteIfExists(file);
                    Files.deleteIfExists(JournalIndex.of(file));
                } catch (IOException e) {
                    LOG.warnf("The old journal file %s cannot be deleted: %s", file, e);
                }
            }
        }
    }
}
