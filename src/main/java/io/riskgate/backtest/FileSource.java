package io.riskgate.backtest;

import io.riskgate.backtest.CheckoutLines.Line;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The checkouts of an uploaded file.
 *
 * @param merchantId the only one whose checkouts may be in it, or {@code null}
 * @param others whether those of others are passed over in silence, or wrong
 */
record FileSource(
        UploadedFile file,
        CheckoutLines lines,
        Period period,
        @Nullable String merchantId,
        boolean others) implements Source {

    private static final int READ_BYTES = 256 * 1024;
    private static final int LINE_BYTES = 4 * 1024;
    private static final int LINES_PER_LOOK = 256;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    @Override
    public void read(Reading reading) throws IOException {
        new Pass(reading).read();
    }

    /** One reading. */
    private final class Pass {

        private final Reading reading;
        private final CheckoutLines.Reader reader = lines.reader(file.format());

        /** Grows up to {@link CheckoutLines#LINE_BYTES_MAX}. */
        private byte[] line = new byte[LINE_BYTES];

        private long number;
        private long bytesRead;
        private boolean hopeless;

        Pass(Reading reading) {
            this.reading = reading;
        }

        void read() throws IOException {
            try (InputStream in = Files.newInputStream(file.path())) {
                byte[] chunk = new byte[READ_BYTES];
                long length = 0;
                for (int read = in.read(chunk); read >= 0 && !hopeless; read = in.read(chunk)) {
                    int begin = 0;
                    for (int i = 0; i < read && !hopeless; i++) {
                        if (chunk[i] == '\n') {
                            length = append(chunk, begin, i, length);
                            accept(length);
                            length = 0;
                            begin = i + 1;
                        }
                    }
                    length = append(chunk, begin, read, length);
                    bytesRead += read;
                }
                if (length > 0 && !hopeless) {
                    accept(length);
                }
            }
        }

        /** Of a line that is too long only the length is kept. */
        private long append(byte[] chunk, int begin, int end, long length) {
            long longer = length + end - begin;
            if (longer <= CheckoutLines.LINE_BYTES_MAX) {
                if (longer > line.length) {
                    line = Arrays.copyOf(line, (int) Math.min(CheckoutLines.LINE_BYTES_MAX, 2 * longer));
                }
                System.arraycopy(chunk, begin, line, (int) length, end - begin);
            }
            return longer;
        }

        private void accept(long length) {
            if (number++ % LINES_PER_LOOK == 0) {
                reading.reached(file.bytes() == 0 ? 1 : Math.clamp((double) bytesRead / file.bytes(), 0, 1));
            }
            if (length > CheckoutLines.LINE_BYTES_MAX) {
                reading.wrongLine(number, "is longer than " + CheckoutLines.LINE_BYTES_MAX / 1024 + " KiB");
                return;
            }
            switch (reader.read(content((int) length))) {
                case Line.Valid valid -> accept(valid);
                case Line.Invalid invalid -> reading.wrongLine(number, invalid.what());
                case Line.Hopeless nothing -> {
                    hopeless = true;
                    reading.wrongLine(number, nothing.what());
                }
                case Line.None none -> {}
            }
        }

        /** The line without what some systems put before its text and behind it. */
        private byte[] content(int length) {
            int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
            int marked = BYTE_ORDER_MARK.length;
            boolean hasMark =
                    number == 1 && end >= marked && Arrays.equals(line, 0, marked, BYTE_ORDER_MARK, 0, marked);
            return Arrays.copyOfRange(line, hasMark ? marked : 0, end);
        }

        private void accept(Line.Valid valid) {
            boolean isOthers =
                    merchantId != null && !merchantId.equals(valid.checkout().merchantId());
            if (isOthers && !others) {
                reading.wrongLine(number, "merchantId: must be that of the backtest");
            } else if (!isOthers && period.has(valid.checkout().occurredAt())) {
                reading.event(new Event.Occurred(valid.checkout(), null, valid.fraud()));
            }
        }
    }
}
