package io.riskgate.statistics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * A minute of a scope that is over, as {@link OpenRow#pack} has written it: most rows in memory are these, and as objects they would be
 * several times as large and a dozen for the collector to mark. Numbers have seven bits a byte, low ones first. Immutable.
 */
final class PackedRow implements CountedRow {

    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    private final byte[] bytes;

    PackedRow(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Which minute it is, see {@link Step}. */
    static long minute(byte[] bytes) {
        return new Reader(bytes).number();
    }

    @Override
    public long decisions() {
        Reader reader = new Reader(bytes);
        reader.number();
        long decisions = 0;
        for (int i = 0; i < VerdictPlace.COUNT; i++) {
            decisions += reader.number();
        }
        return decisions;
    }

    @Override
    public void addTo(Totals totals) {
        Reader reader = new Reader(bytes);
        reader.number();
        totals.addVerdicts(reader.numbers(VerdictPlace.COUNT));
        for (long i = reader.number(); i > 0; i--) {
            totals.addAmounts(reader.text(), reader.numbers(VerdictPlace.COUNT));
        }
        for (long i = reader.number(); i > 0; i--) {
            totals.addReason(reader.text(), reader.number());
        }
        totals.addOtherReasons(reader.number());
        for (long i = reader.number(); i > 0; i--) {
            totals.addDegraded(reader.text(), reader.number());
        }
        totals.latencies().atMost(reader.number());
        while (reader.hasMore()) {
            int bucket = (int) reader.number();
            totals.latencies().add(bucket, reader.number());
        }
    }

    /** Writes a row. Not thread-safe. */
    static final class Writer {

        private static final int BYTES_USUAL = 256;

        private final ByteArrayOutputStream out = new ByteArrayOutputStream(BYTES_USUAL);

        void number(long number) {
            long rest = number;
            while ((rest & -MORE) != 0) {
                out.write(((int) rest & (MORE - 1)) | MORE);
                rest >>>= BITS;
            }
            out.write((int) rest);
        }

        void text(String text) {
            byte[] encoded = text.getBytes(UTF_8);
            number(encoded.length);
            out.writeBytes(encoded);
        }

        void counted(String name, long count) {
            text(name);
            number(count);
        }

        byte[] toByteArray() {
            return out.toByteArray();
        }
    }

    /** Reads what {@link Writer} has written. Not thread-safe. */
    private static final class Reader {

        private final byte[] bytes;
        private int position;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean hasMore() {
            return position < bytes.length;
        }

        long number() {
            long number = 0;
            int shift = 0;
            byte part;
            do {
                part = bytes[position++];
                number |= (long) (part & (MORE - 1)) << shift;
                shift += BITS;
            } while (part < 0);
            return number;
        }

        long[] numbers(int count) {
            long[] numbers = new long[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = number();
            }
            return numbers;
        }

        String text() {
            int length = (int) number();
            String text = new String(bytes, position, length, UTF_8);
            position += length;
            return text;
        }
    }
}
