package io.riskgate.api;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.riskgate.backtest.UploadedFiles;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the resources that take bodies, and reads these for them: on the event loop, so that clients that send
 * slowly, however many, hold no thread; never more than the path's limit, nor more than there is {@link BodyRoom}, until they are
 * answered. What is too large, too slow, compressed or of another charset than UTF-8 never reaches a resource.
 *
 * <p>Bodies of checkouts to be decided that are as small as usual are left alone: they are read on the event loop anyway. Any other
 * resource would wait for its body on a thread.
 *
 * <p>Thread-safe; blocks nowhere.
 */
@Singleton
final class UploadGate {

    static final int RULESET_BYTES_MAX = 256 * 1024;
    static final int LIST_BYTES_MAX = 16 * 1024 * 1024;

    /** Less than {@code quarkus.rest.input-buffer-size}, beyond which a thread would wait for the rest. */
    static final int SMALL_BYTES_MAX = 8 * 1024;

    /** An upload that takes longer is broken off. */
    static final long UPLOAD_MILLIS_MAX = 30_000;

    /**
     * How long a body whose client is gone has its place at most: work on it goes on, and where that ends without an answer, nobody hears of
     * it. Longer than almost all work takes.
     */
    static final long ABANDONED_MILLIS_MAX = 5_000;

    /** Before all routes, after {@link IdentityGate}. */
    private static final int PRIORITY = 100;

    /** What reads a small body on the event loop. */
    private static final Set<String> DECIDING = Set.of("/v1/decisions", "/v1/decisions/batch", EchoResource.PATH);

    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.PUT, HttpMethod.POST, HttpMethod.PATCH);
    private static final ProblemDetails RULESET_TOO_LARGE =
            ProblemDetails.tooLarge("A ruleset has at most 256 KiB of text");
    private static final ProblemDetails LIST_TOO_LARGE = ProblemDetails.tooLarge("A list's upload has at most 16 MiB");
    private static final String NOT_UTF8 = "The body must be UTF-8";

    private final EarlyAnswer answer;
    private final long abandonedMillisMax;
    private final BodyRoom room = new BodyRoom();

    @Inject
    UploadGate(EarlyAnswer answer) {
        this(answer, ABANDONED_MILLIS_MAX);
    }

    UploadGate(EarlyAnswer answer, long abandonedMillisMax) {
        this.answer = answer;
        this.abandonedMillisMax = abandonedMillisMax;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, PRIORITY);
    }

    void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = context.normalizedPath();
        if (!WITH_BODY.contains(request.method()) || !path.startsWith("/v1/")) {
            context.next();
        } else if (isEncoded(request)) {
            answer.refuse(context, ProblemDetails.unsupported("The body must not be compressed"));
        } else if (path.equals(BacktestResource.FILES_PATH)) {
            // Read by its resource as it comes, since it is too large to be held; that lets few in at once.
            letFilePass(context);
        } else if (path.startsWith("/v1/rulesets/")) {
            read(context, RULESET_BYTES_MAX, RULESET_TOO_LARGE);
        } else if (path.startsWith("/v1/lists/")) {
            read(context, LIST_BYTES_MAX, LIST_TOO_LARGE);
        } else if (isSmall(request) && DECIDING.contains(path)) {
            context.next();
        } else if (path.endsWith("/batch")) {
            read(context, CheckoutReader.BATCH_MAX * CheckoutReader.BODY_BYTES_MAX, CheckoutReader.BATCH_TOO_LARGE);
        } else {
            read(context, CheckoutReader.BODY_BYTES_MAX, CheckoutReader.BODY_TOO_LARGE);
        }
    }

    private void letFilePass(RoutingContext context) {
        if (announced(context.request()) > UploadedFiles.FILE_BYTES_MAX) {
            answer.refuse(context, BacktestResource.FILE_TOO_LARGE);
        } else {
            context.next();
        }
    }

    private static boolean isSmall(HttpServerRequest request) {
        long announced = announced(request);
        return announced >= 0 && announced <= SMALL_BYTES_MAX;
    }

    private static boolean isEncoded(HttpServerRequest request) {
        return isOther(request.getHeader(HttpHeaders.CONTENT_ENCODING), "identity")
                || isOther(request.getHeader(HttpHeaders.TRANSFER_ENCODING), "chunked");
    }

    private static boolean isOther(@Nullable String encoding, String taken) {
        return encoding != null && !encoding.strip().equalsIgnoreCase(taken);
    }

    private void read(RoutingContext context, int bytesMax, ProblemDetails tooLarge) {
        BodyCharset charset = BodyCharset.of(context.request().getHeader(HttpHeaders.CONTENT_TYPE));
        if (charset == BodyCharset.OTHER) {
            answer.refuse(context, ProblemDetails.unsupported(NOT_UTF8));
            return;
        }
        long announced = announced(context.request());
        if (announced > bytesMax) {
            answer.refuse(context, tooLarge);
            return;
        }
        BodyRoom.Place place = room.take(IdentityGate.caller(context), announced < 0 ? bytesMax : announced);
        if (place == null) {
            answer.refuse(context, ProblemDetails.busy("Too much is being uploaded"));
            return;
        }
        UploadBody body = new UploadBody(context, charset, bytesMax, UPLOAD_MILLIS_MAX);
        body.onEnd(outcome -> {
            if (outcome != UploadBody.Outcome.COMPLETE) {
                place.giveBack();
            }
            switch (outcome) {
                case COMPLETE -> {
                    place.shrinkTo(body.bytes().length());
                    keepUntilAnswered(place, context);
                    GatheredBody.put(context, body.bytes());
                    context.next();
                }
                case TOO_LARGE -> answer.refuse(context, tooLarge);
                case TOO_SLOW -> answer.refuse(context, ProblemDetails.tooSlow("The upload took too long"));
                case NOT_UTF8 -> answer.refuse(context, ProblemDetails.unsupported(NOT_UTF8));
                case BROKEN_OFF -> context.request().connection().close();
            }
        });
    }

    private void keepUntilAnswered(BodyRoom.Place place, RoutingContext context) {
        // Called of each answer that is given, whether or not its client is still there.
        context.addBodyEndHandler(answered -> place.giveBack());
        ResponseEnd.once(context, () -> {
            if (!context.response().ended()) {
                context.vertx().setTimer(abandonedMillisMax, late -> place.giveBack());
            }
        });
    }

    /** What the client says that it sends; -1 if it does not say, or something else than a number. */
    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }
}
