package io.riskgate.loadtest.traffic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * A checkout's JSON as bytes, and where in it the numbers go that make each copy a new checkout. All numbers have a
 * fixed width, so a copy is as long as the template. Immutable.
 */
final class BodyTemplate {

    /** Digits of a request's number within the run. */
    static final int NUMBER_DIGITS = 10;

    /** Digits of the pass through the pool. */
    static final int PASS_DIGITS = 5;

    private static final JsonFactory JSON = new JsonFactory();
    private static final String ID_START = "lt-";

    private final String merchantId;
    private final byte[] json;
    private final int numberOffset;
    private final int[] passOffsets;

    private BodyTemplate(String merchantId, byte[] json, int numberOffset, int[] passOffsets) {
        this.merchantId = merchantId;
        this.json = json;
        this.numberOffset = numberOffset;
        this.passOffsets = passOffsets;
    }

    /**
     * Reads a checkout and gives it to a merchant.
     *
     * @param run begins the id of every copy
     * @throws IOException if it is not the JSON of a checkout
     */
    static BodyTemplate of(String checkout, String merchantId, String run) throws IOException {
        Reading reading = new Reading(merchantId, run);
        try (JsonParser from = JSON.createParser(checkout);
                JsonGenerator to = JSON.createGenerator(reading.bytes)) {
            while (from.nextToken() != null) {
                reading.copy(from, to);
            }
        }
        return reading.template();
    }

    String merchantId() {
        return merchantId;
    }

    int length() {
        return json.length;
    }

    /** Appends a copy. Hot: once for every request. */
    void append(ByteBuf to, long number, long pass) {
        int start = to.writerIndex();
        to.writeBytes(json);
        patch(to, start + numberOffset, NUMBER_DIGITS, number);
        for (int offset : passOffsets) {
            patch(to, start + offset, PASS_DIGITS, pass);
        }
    }

    private static void patch(ByteBuf to, int offset, int digits, long number) {
        long rest = number;
        for (int i = offset + digits - 1; i >= offset; i--) {
            to.setByte(i, (int) ('0' + rest % 10));
            rest /= 10;
        }
    }

    /** Copies token by token, so that numbers stay exactly as they were written. */
    private static final class Reading {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        private final String merchantId;
        private final String run;
        private int numberOffset = -1;
        private boolean hasMerchant;
        private int[] passOffsets = {};

        Reading(String merchantId, String run) {
            this.merchantId = merchantId;
            this.run = run;
        }

        void copy(JsonParser from, JsonGenerator to) throws IOException {
            switch (from.currentToken()) {
                case FIELD_NAME -> field(from, to);
                case VALUE_STRING -> string(from, to);
                default -> to.copyCurrentEventExact(from);
            }
        }

        BodyTemplate template() throws IOException {
            if (numberOffset < 0 || !hasMerchant) {
                throw new IOException("no checkout: it has no id or no merchantId");
            }
            return new BodyTemplate(merchantId, bytes.toByteArray(), numberOffset, passOffsets);
        }

        private void field(JsonParser from, JsonGenerator to) throws IOException {
            if (path(from).equals("/occurredAt")) {
                // The engine then takes the time at which the checkout arrives.
                from.nextToken();
                from.skipChildren();
            } else {
                to.copyCurrentEventExact(from);
            }
        }

        private void string(JsonParser from, JsonGenerator to) throws IOException {
            switch (path(from)) {
                case "/id" -> {
                    to.writeString(ID_START + run + "-" + "0".repeat(NUMBER_DIGITS));
                    numberOffset = endOfString(to) - NUMBER_DIGITS;
                }
                case "/merchantId" -> {
                    to.writeString(merchantId);
                    hasMerchant = true;
                }
                case "/customer/id", "/card/fingerprint", "/device/id" -> {
                    to.writeString(from.getText() + "-" + "0".repeat(PASS_DIGITS));
                    passOffsets = Arrays.copyOf(passOffsets, passOffsets.length + 1);
                    passOffsets[passOffsets.length - 1] = endOfString(to) - PASS_DIGITS;
                }
                default -> to.copyCurrentEventExact(from);
            }
        }

        /** Where the quote is that ends the string just written. */
        private int endOfString(JsonGenerator to) throws IOException {
            to.flush();
            return bytes.size() - 1;
        }

        private static String path(JsonParser from) {
            return from.getParsingContext().pathAsPointer().toString();
        }
    }
}
