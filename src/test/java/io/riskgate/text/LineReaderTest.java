package io.riskgate.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

    private static final int BYTES_MAX = 20_000;

    /** @param text what could be read of it */
    private record Line(String text, boolean tooLong, boolean ended, long number, long offset) {}

    private static List<Line> read(InputStream in, int bytesMax) throws IOException {
        List<Line> lines = new ArrayList<>();
        LineReader reader = new LineReader(in, bytesMax);
        while (reader.next()) {
            lines.add(new Line(
                    new String(reader.bytes(), 0, reader.length(), ISO_8859_1),
                    reader.isTooLong(),
                    reader.isEnded(),
                    reader.number(),
                    reader.offset()));
        }
        assertThat(reader.next()).as("after the end").isFalse();
        return lines;
    }

    /** The same from the whole text at once. */
    private static List<Line> split(String text, int bytesMax) {
        List<Line> lines = new ArrayList<>();
        int begin = 0;
        while (begin < text.length()) {
            int newline = text.indexOf('\n', begin);
            int end = newline < 0 ? text.length() : newline;
            boolean tooLong = end - begin > bytesMax;
            lines.add(new Line(
                    tooLong ? "" : text.substring(begin, end), tooLong, newline >= 0, lines.size() + 1, begin));
            begin = end + 1;
        }
        return lines;
    }

    /** Gives few bytes at a time, as a pipe may. */
    private static InputStream hesitant(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int at, int length) {
                return super.read(into, at, Math.min(length, 1 + random.nextInt(40_000)));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void linesOfAnyLengths_areThoseOfTheWholeText(long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            int length = random.nextInt(random.nextInt(10) == 0 ? 2 * BYTES_MAX : 50);
            random.ints(length, 0, 256).filter(c -> c != '\n').forEach(c -> text.append((char) c));
            text.append(random.nextBoolean() ? "\n" : "\n\n");
        }
        text.setLength(text.length() - random.nextInt(3));
        byte[] bytes = text.toString().getBytes(ISO_8859_1);
        assertThat(read(hesitant(bytes, random), BYTES_MAX)).isEqualTo(split(text.toString(), BYTES_MAX));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void lineThatEndsWhereAChunkDoes(int more) throws IOException {
        String text = "a".repeat(LineReader.CHUNK_BYTES + more) + "\nb\n";
        InputStream in = new ByteArrayInputStream(text.getBytes(ISO_8859_1));
        assertThat(read(in, 2 * LineReader.CHUNK_BYTES)).isEqualTo(split(text, 2 * LineReader.CHUNK_BYTES));
    }

    @Test
    void lineAsLongAsItMayBe_isRead_andOneThatIsLongerIsNot() throws IOException {
        InputStream in = new ByteArrayInputStream("abc\nabcd\nab".getBytes(ISO_8859_1));
        assertThat(read(in, 3))
                .containsExactly(
                        new Line("abc", false, true, 1, 0),
                        new Line("", true, true, 2, 4),
                        new Line("ab", false, false, 3, 9));
    }

    @Test
    void whatComesBehindTheEnd_isNotRead() throws IOException {
        InputStream growing = new InputStream() {
            private final Deque<String> reads = new ArrayDeque<>(List.of("a\nb", "", "c\n"));

            @Override
            public int read() {
                throw new AssertionError("is read in chunks");
            }

            @Override
            public int read(byte[] into, int at, int length) {
                byte[] next = reads.isEmpty() ? new byte[0] : reads.pop().getBytes(ISO_8859_1);
                System.arraycopy(next, 0, into, at, next.length);
                return next.length == 0 ? -1 : next.length;
            }
        };
        assertThat(read(growing, 10))
                .containsExactly(new Line("a", false, true, 1, 0), new Line("b", false, false, 2, 2));
    }

    @Test
    void nothing_hasNoLine() throws IOException {
        assertThat(read(InputStream.nullInputStream(), 3)).isEmpty();
    }
}
