package io.riskgate.backtest;

import io.riskgate.backtest.CheckoutLines.Line;
import io.riskgate.text.LineReader;
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

        private boolean hopeless;

        Pass(Reading reading) {
            this.reading = reading;
        }

        void read() throws IOException {
            try (InputStream in = Files.newInputStream(file.path())) {
                LineReader line = new LineReader(in, CheckoutLines.LINE_BYTES_MAX);
                while (!hopeless && line.next()) {
                    accept(line);
                }
            }
        }

        private void accept(LineReader line) {
            long number = line.number();
            if (number % LINES_PER_LOOK == 1) {
                reading.reached(file.bytes() == 0 ? 1 : Math.clamp((double) line.offset() / file.bytes(), 0, 1));
            }
            if (line.isTooLong()) {
                reading.wrongLine(number, "is longer than " + CheckoutLines.LINE_BYTES_MAX / 1024 + " KiB");
                return;
            }
            switch (reader.read(content(line))) {
                case Line.Valid valid -> accept(valid, number);
                case Line.Invalid invalid -> reading.wrongLine(number, invalid.what());
                case Line.Hopeless nothing -> {
                    hopeless = true;
                    reading.wrongLine(number, nothing.what());
                }
                case Line.None none -> {}
            }
        }

        /** The line without what some systems put before its text and behind it. */
        private static byte[] content(LineReader line) {
            byte[] bytes = line.bytes();
            int length = line.length();
            int end = length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
            int marked = BYTE_ORDER_MARK.length;
            boolean hasMark =
                    line.number() == 1 && end >= marked && Arrays.equals(bytes, 0, marked, BYTE_ORDER_MARK, 0, marked);
            return Arrays.copyOfRange(bytes, hasMark ? marked : 0, end);
        }

        private void accept(Line.Valid valid, long number) {
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
