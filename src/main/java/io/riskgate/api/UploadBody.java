package io.riskgate.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** Collects the body of one request on its event loop, up to a number of bytes and for a time. */
final class UploadBody {

    enum Outcome {
        /** All of it is there. */
        COMPLETE,
        TOO_LARGE,
        TOO_SLOW,
        /** Its header names another charset, and it has characters that are not the same in both. */
        NOT_UTF8,
        /** The client is gone. */
        BROKEN_OFF
    }

    private final RoutingContext context;
    private final BodyCharset charset;
    private final int bytesMax;
    private final long millisMax;
    private final Buffer collected = Buffer.buffer();
    private boolean ended;

    UploadBody(RoutingContext context, BodyCharset charset, int bytesMax, long millisMax) {
        this.context = context;
        this.charset = charset;
        this.bytesMax = bytesMax;
        this.millisMax = millisMax;
    }

    /** What has come so far. */
    Buffer bytes() {
        return collected;
    }

    /** Begins to read; the outcome comes once, on the event loop. */
    void onEnd(Consumer<Outcome> listener) {
        HttpServerRequest request = context.request();
        long timer = context.vertx().setTimer(millisMax, late -> end(Outcome.TOO_SLOW, listener));
        Consumer<Outcome> last = outcome -> {
            context.vertx().cancelTimer(timer);
            end(outcome, listener);
        };
        request.exceptionHandler(gone -> last.accept(Outcome.BROKEN_OFF));
        request.handler(chunk -> {
            if (collected.length() + chunk.length() > bytesMax) {
                last.accept(Outcome.TOO_LARGE);
            } else if (!charset.isUtf8(chunk)) {
                last.accept(Outcome.NOT_UTF8);
            } else {
                collected.appendBuffer(chunk);
            }
        });
        request.endHandler(all -> last.accept(Outcome.COMPLETE));
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        request.resume();
    }

    private void end(Outcome outcome, Consumer<Outcome> listener) {
        if (ended) {
            return;
        }
        ended = true;
        listener.accept(outcome);
    }
}
