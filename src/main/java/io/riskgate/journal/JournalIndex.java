package io.riskgate.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.riskgate.privacy.SipHash;
import io.riskgate.store.DurableFiles;
import io.riskgate.text.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in a file of the journal that has ended each decision and each outcome is: a file beside it, of a keyed hash of the checkout's id
 * and merchant, as that kind of line has them, and the line's offset, in the order of the hashes. Made when it is first asked for, or again if it
 * does not belong to the file as it is; one at a time is made. Thread-safe; blocks.
 */
final class JournalIndex {

    private static final String SUFFIX = ".index";
    private static final long MAGIC = 0x5269736b67617402L;
    private static final int HEADER_BYTES = 5 * Long.BYTES;
    private static final int ENTRY_BYTES = 2 * Long.BYTES;

    /** By what a line is found: two texts in it, both of which whoever looks knows, and where they are. */
    private static final class Form {

        private final byte[] before;
        private final byte[] first;
        private final byte[] second;

        Form(String before, String first, String second) {
            this.before = HashChain.ascii(before);
            this.first = HashChain.ascii(first);
            this.second = HashChain.ascii(second);
        }
    }

    private static final List<Form> FORMS = List.of(
            new Form("\"decision\":{", "\"id\":\"", ",\"merchantId\":\""),
            new Form("\"outcome\":{", "\"merchantId\":\"", ",\"id\":\""));

    private record Entry(long hash, long offset) {}

    private JournalIndex() {}

    /** Where the index of a file is. */
    static Path of(Path file) {
        return file.resolveSibling(file.getFileName() + SUFFIX);
    }

    /**
     * Offsets of the lines that may be the ones, in the order of the file.
     *
     * @param words as {@link JournalSearch} makes them
     * @throws IOException if the file cannot be read, or the index cannot be made
     */
    static long[] find(Path file, String words) throws IOException {
        long[] found = look(file, words);
        return found == null ? makeAndLook(file, words) : found;
    }

    private static synchronized long[] makeAndLook(Path file, String words) throws IOException {
        // Which another search may have made meanwhile.
        long[] found = look(file, words);
        if (found == null) {
            make(file);
            found = look(file, words);
        }
        if (found == null) {
            throw new IOException(of(file) + " cannot be made");
        }
        return found;
    }

    /** {@code null} if there is no index of the file as it is. */
    private static long @Nullable [] look(Path file, String words) throws IOException {
        try (FileChannel index = FileChannel.open(of(file))) {
            ByteBuffer header = read(index, 0, HEADER_BYTES);
            if (header.remaining() < HEADER_BYTES
                    || header.getLong() != MAGIC
                    || header.getLong() != Files.size(file)) {
                return null;
            }
            SipHash hash = new SipHash(header.getLong(), header.getLong());
            long count = header.getLong();
            if (index.size() != HEADER_BYTES + count * ENTRY_BYTES) {
                return null;
            }
            hash.of(words);
            return offsets(index, count, hash.low());
        } catch (NoSuchFileException | AccessDeniedException none) {
            // Or one that another user has made, in whose place this one's comes.
            return null;
        }
    }

    private static long[] offsets(FileChannel index, long count, long wanted) throws IOException {
        long low = 0;
        long high = count;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (entry(index, middle).hash() < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        List<Long> offsets = new ArrayList<>();
        for (long at = low; at < count; at++) {
            Entry entry = entry(index, at);
            if (entry.hash() != wanted) {
                break;
            }
            offsets.add(entry.offset());
        }
        return offsets.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private static Entry entry(FileChannel index, long number) throws IOException {
        ByteBuffer entry = read(index, HEADER_BYTES + number * ENTRY_BYTES, ENTRY_BYTES);
        return new Entry(entry.getLong(), entry.getLong());
    }

    private static ByteBuffer read(FileChannel channel, long at, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) {
            // Reads on.
        }
        return buffer.flip();
    }

    private static void make(Path file) throws IOException {
        SecureRandom random = new SecureRandom();
        long key0 = random.nextLong();
        long key1 = random.nextLong();
        long size = Files.size(file);
        Entry[] entries = entries(file, new SipHash(key0, key1));
        Arrays.sort(entries, (a, b) -> Long.compare(a.hash(), b.hash()));
        ByteBuffer index = ByteBuffer.allocate(HEADER_BYTES + entries.length * ENTRY_BYTES)
                .putLong(MAGIC)
                .putLong(size)
                .putLong(key0)
                .putLong(key1)
                .putLong(entries.length);
        for (Entry entry : entries) {
            index.putLong(entry.hash()).putLong(entry.offset());
        }
        DurableFiles.replace(file.resolveSibling(""), of(file).getFileName().toString(), index.array());
    }

    private static Entry[] entries(Path file, SipHash hash) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            LineReader lines = new LineReader(in, JournalLine.BYTES_MAX);
            while (lines.next()) {
                String words = lines.isEnded() ? words(lines.bytes(), lines.length()) : "";
                if (!words.isEmpty()) {
                    hash.of(words);
                    entries.add(new Entry(hash.low(), lines.offset()));
                }
            }
        }
        return entries.toArray(Entry[]::new);
    }

    /** How a line that is looked for begins to say what it says; empty of any other line. */
    private static String words(byte[] line, int length) {
        for (Form form : FORMS) {
            int before = indexOf(line, length, form.before);
            if (before >= 0) {
                return words(line, length, before + form.before.length, form);
            }
        }
        return "";
    }

    private static String words(byte[] line, int length, int begin, Form form) {
        if (!has(line, length, begin, form.first)) {
            return "";
        }
        int firstEnds = endOfText(line, length, begin + form.first.length);
        if (!has(line, length, firstEnds, form.second)) {
            return "";
        }
        int ends = endOfText(line, length, firstEnds + form.second.length);
        return ends > length ? "" : "{" + new String(line, begin, ends - begin, US_ASCII);
    }

    /** Behind the closing quote. */
    private static int endOfText(byte[] line, int length, int at) {
        int end = at;
        while (end < length && line[end] != '"') {
            end += line[end] == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    private static int indexOf(byte[] line, int length, byte[] text) {
        for (int i = 0; i <= length - text.length; i++) {
            if (line[i] == text[0] && has(line, length, i, text)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean has(byte[] line, int length, int at, byte[] text) {
        return at >= 0 && at + text.length <= length && Arrays.equals(line, at, at + text.length, text, 0, text.length);
    }
}
