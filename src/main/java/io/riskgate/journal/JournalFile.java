package io.riskgate.journal;

import io.riskgate.store.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;

/** The file that is being written. Not thread-safe, but for {@link #force}. */
final class JournalFile {

    private final Path path;
    private final LocalDate day;
    private final FileChannel channel;
    private long length;
    private long syncedLength;
    private boolean syncFailed;

    JournalFile(Path path, LocalDate day, FileChannel channel) {
        this.path = path;
        this.day = day;
        this.channel = channel;
    }

    Path path() {
        return path;
    }

    /** The UTC day on which it was begun. */
    LocalDate day() {
        return day;
    }

    /** Without what a failed {@link #append} may have left behind. */
    long length() {
        return length;
    }

    /** How much of it is on the disk, at the end of a line. */
    long syncedLength() {
        return syncedLength;
    }

    /** Writes whole lines. After a throw only {@link #salvage} may be called. */
    void append(ByteBuffer lines) throws IOException {
        int bytes = lines.remaining();
        DurableFiles.writeFully(channel, lines);
        length += bytes;
    }

    /** Waits until all lines are on the disk. After a throw only {@link #salvage} may be called. */
    void sync() throws IOException {
        long lengthNow = length;
        syncFailed = true;
        force();
        synced(lengthNow);
        syncFailed = false;
    }

    /** Makes what is written durable. The only method that another thread may call while this one appends. */
    void force() throws IOException {
        // A file that someone deleted takes bytes as gladly as before, and nobody will ever read them.
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        channel.force(false);
    }

    /** Notes that {@link #force} returned, and how long the file was when it was called. */
    void synced(long lengthThen) {
        syncedLength = lengthThen;
    }

    /** Notes that {@link #force} threw; only {@link #salvage} may be called then. */
    void syncFailed() {
        syncFailed = true;
    }

    /**
     * Ends the file after a failure, at the end of a whole line where the disk still allows it.
     *
     * @return the length up to which its lines are on the disk; those behind it must be written again
     */
    long salvage() {
        try (channel) {
            // After a failed fsync the next one may succeed without having written anything, so it proves nothing.
            if (!syncFailed) {
                channel.truncate(length);
                sync();
            }
        } catch (IOException e) {
            syncFailed = true;
        }
        if (syncFailed) {
            cutAtSynced();
        }
        return syncedLength;
    }

    private void cutAtSynced() {
        try {
            if (syncedLength == 0) {
                Files.deleteIfExists(path);
            } else {
                try (FileChannel again = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    again.truncate(syncedLength);
                }
            }
        } catch (IOException e) {
            // Lines that stay behind are then in two files, and the reader passes both on.
            syncFailed = true;
        }
    }

    /** Ends the file, all of whose lines are synced; an empty one is removed. */
    void close() throws IOException {
        channel.close();
        if (length == 0) {
            Files.deleteIfExists(path);
        }
    }
}
