package io.riskgate.sealing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.riskgate.store.DurableFiles;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the days, each in a file {@code <day>.key}, wrapped by the {@link InstallationKey} beside them. Thread-safe; blocks when a
 * day is asked for the first time.
 *
 * <p>A key that was read is kept, so a file that is deleted while the engine runs is forgotten by it at its end, or when {@link #forget}
 * deletes it.
 */
public final class DayKeys {

    /** Days from one that has a key to the next, behind which the clock is doubted and nothing is deleted. */
    public static final int DAYS_BETWEEN_MAX = 31;

    /** More are not kept in memory: a replay reads one day after the other. */
    private static final int KEPT_MAX = 64;

    private static final String SUFFIX = ".key";
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Charset TEXT = US_ASCII;

    private final Path directory;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<String, SecretKey> kept = new ConcurrentHashMap<>();

    /** The keys in a directory, which is made with the first key. */
    public DayKeys(Path directory) {
        this.directory = directory;
    }

    /**
     * The installation's key, made if there is none yet.
     *
     * @throws WrongInstallationKeyException if there is none any more, or it cannot be used
     * @throws IOException naming the file, if it cannot be read or made or is no key
     */
    public InstallationKey installation() throws IOException {
        try {
            return InstallationKey.read(directory);
        } catch (NoSuchFileException none) {
            if (!days().isEmpty()) {
                throw new WrongInstallationKeyException(directory.resolve(InstallationKey.FILE)
                        + " is missing, and keys of days are there that it has wrapped");
            }
            return InstallationKey.make(directory);
        }
    }

    /**
     * The day's key, made if there is none.
     *
     * @throws IOException naming the file, if it cannot be made, or does not open with the installation's key
     */
    SecretKey make(LocalDate day) throws IOException {
        String name = day.toString();
        try {
            return find(name);
        } catch (KeyGoneException none) {
            byte[] made = new byte[InstallationKey.BYTES];
            byte[] nonce = new byte[Gcm.NONCE_BYTES];
            random.nextBytes(made);
            random.nextBytes(nonce);
            byte[] wrapped = new Gcm().seal(installation().wrapping(), nonce, name.getBytes(TEXT), made, made.length);
            DurableFiles.replace(
                    directory, name + SUFFIX, (Base64.getEncoder().encodeToString(wrapped) + "\n").getBytes(TEXT));
            return keep(name, made);
        }
    }

    /**
     * The day's key.
     *
     * @param day as {@code 2026-11-26}
     * @throws KeyGoneException if it is not there
     * @throws WrongInstallationKeyException if it does not open with the installation's
     * @throws IOException naming the file, if it cannot be read
     */
    SecretKey find(String day) throws IOException {
        SecretKey known = kept.get(day);
        return known == null ? read(day) : known;
    }

    private SecretKey read(String day) throws IOException {
        if (!DAY.matcher(day).matches()) {
            throw new IOException("is sealed by the key of no day");
        }
        Path file = directory.resolve(day + SUFFIX);
        byte[] wrapped;
        try {
            wrapped = Base64.getDecoder().decode(Files.readString(file, TEXT).strip());
        } catch (NoSuchFileException none) {
            throw new KeyGoneException(day);
        } catch (IllegalArgumentException notBase64) {
            wrapped = new byte[0];
        }
        byte[] key = new Gcm().open(wrapping(file), day.getBytes(TEXT), wrapped);
        if (key == null) {
            throw new WrongInstallationKeyException(file + " does not open with " + InstallationKey.FILE
                    + ": it was made with another one, or was changed");
        }
        return keep(day, key);
    }

    private SecretKey wrapping(Path wrapped) throws IOException {
        try {
            return InstallationKey.read(directory).wrapping();
        } catch (NoSuchFileException none) {
            throw new WrongInstallationKeyException(
                    wrapped + " cannot be opened: " + directory.resolve(InstallationKey.FILE) + " is missing");
        }
    }

    private SecretKey keep(String day, byte[] key) {
        if (kept.size() >= KEPT_MAX) {
            kept.clear();
        }
        SecretKey secret = new SecretKeySpec(key, Gcm.CIPHER);
        kept.put(day, secret);
        return secret;
    }

    /**
     * Deletes keys that have had their time when a day begins, and with them all that these have sealed. None if the last day before it
     * is more than {@link #DAYS_BETWEEN_MAX} days back, since a clock that jumps ahead would delete all; then the next day does it.
     *
     * @param daysKept how many days before this one keep theirs
     */
    public void forget(LocalDate today, long daysKept) throws IOException {
        NavigableSet<LocalDate> days = days();
        LocalDate last = days.lower(today);
        if (last == null || last.isBefore(today.minusDays(DAYS_BETWEEN_MAX))) {
            return;
        }
        for (LocalDate old : days.headSet(today.minusDays(daysKept))) {
            kept.remove(old.toString());
            Files.deleteIfExists(directory.resolve(old + SUFFIX));
        }
    }

    /** The days that have a key. */
    private NavigableSet<LocalDate> days() throws IOException {
        NavigableSet<LocalDate> days = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                LocalDate day = day(file);
                if (day != null) {
                    days.add(day);
                }
            }
        } catch (NoSuchFileException none) {
            return days;
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        return days;
    }

    private static @Nullable LocalDate day(Path file) {
        String name = file.getFileName().toString();
        String day = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : "";
        if (!DAY.matcher(day).matches()) {
            return null;
        }
        try {
            return LocalDate.parse(day);
        } catch (DateTimeException none) {
            return null;
        }
    }
}
