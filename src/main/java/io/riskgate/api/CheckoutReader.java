package io.riskgate.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of requests for decisions. What is not well-formed is a {@link ProblemException} for the whole body;
 * a well-formed checkout with wrong fields is an {@link ReadCheckout.Invalid} naming each. Thread-safe; never blocks.
 */
@Singleton
public final class CheckoutReader {

    static final int BODY_BYTES_MAX = 64 * 1024;
    static final int BATCH_MAX = 100;
    static final ProblemDetails BODY_TOO_LARGE = ProblemDetails.invalid("body", "is larger than 64 KiB");
    static final ProblemDetails BATCH_TOO_LARGE = ProblemDetails.invalid("body", "is larger than 100 times 64 KiB");

    private static final String BODY = "body";

    private final Clock clock;

    /** @param clock what {@code occurredAt} is held against, and takes the place of one that was left out */
    public CheckoutReader(Clock clock) {
        this.clock = clock;
    }

    /**
     * Reads one checkout.
     *
     * @param body {@code null} if the request had none
     * @throws ProblemException if it is not well-formed, or too large
     */
    public ReadCheckout read(byte @Nullable [] body) {
        try (JsonParser parser = parser(body, BODY_BYTES_MAX, BODY_TOO_LARGE)) {
            ReadCheckout read = readOne(parser);
            refuseMore(parser);
            return read;
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** One result for each checkout, in their order. */
    List<ReadCheckout> readBatch(byte @Nullable [] body) {
        try (JsonParser parser = parser(body, BATCH_MAX * BODY_BYTES_MAX, BATCH_TOO_LARGE)) {
            if (!parser.isExpectedStartArrayToken()) {
                throw refused("must be an array of checkouts");
            }
            List<ReadCheckout> all = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (all.size() == BATCH_MAX) {
                    throw refused("has more than 100 checkouts");
                }
                long start = parser.currentTokenLocation().getByteOffset();
                ReadCheckout read = readOne(parser);
                boolean tooLarge = parser.currentLocation().getByteOffset() - start > BODY_BYTES_MAX;
                all.add(tooLarge ? new ReadCheckout.Invalid(BODY_TOO_LARGE) : read);
            }
            refuseMore(parser);
            return all;
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    private ReadCheckout readOne(JsonParser parser) throws IOException {
        FieldErrors errors = new FieldErrors();
        CheckoutRequest request = new CheckoutParser(parser, errors).checkout();
        if (request == null) {
            errors.add(BODY, "must be an object");
            return new ReadCheckout.Invalid(errors.problem());
        }
        return new CheckoutCheck(errors, clock.instant()).check(request);
    }

    /** A parser at the first token. */
    static JsonParser parser(byte @Nullable [] body, int bytesMax, ProblemDetails tooLarge) throws IOException {
        if (body != null && body.length > bytesMax) {
            throw new ProblemException(tooLarge);
        }
        JsonParser parser = StrictJson.checkoutParser(body == null ? new byte[0] : body);
        if (parser.nextToken() == null) {
            throw refused("is empty");
        }
        return parser;
    }

    static void refuseMore(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw refused("goes on after its end" + at(parser.currentTokenLocation()));
        }
    }

    /** Says what is wrong in words of its own: the exception's would tell the caller of our classes. */
    static ProblemException malformed(IOException e) {
        JsonProcessingException cause = e instanceof JsonProcessingException j ? j : null;
        String where = cause == null ? "" : at(cause.getLocation());
        if (cause instanceof StreamConstraintsException) {
            return refused("is nested too deeply, or has a name or number that is too long" + where);
        }
        if (cause != null && cause.getOriginalMessage().startsWith(StrictJson.DUPLICATE)) {
            return refused("has the same name twice in an object" + where);
        }
        return refused("is not well-formed JSON" + where);
    }

    private static String at(@Nullable JsonLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static ProblemException refused(String message) {
        return new ProblemException(ProblemDetails.invalid(BODY, message));
    }
}
