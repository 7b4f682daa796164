package io.riskgate.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** Answers a request with a problem before it gets to a resource, whatever of its body is still to come. Never blocks. */
@Singleton
final class EarlyAnswer {

    /** How long a client may go on sending what is refused, so that it comes to read why. */
    private static final long LINGER_MILLIS = 1_000;

    private final ObjectMapper json;

    EarlyAnswer(ObjectMapper json) {
        this.json = json;
    }

    /** On the event loop of the request. */
    void refuse(RoutingContext context, ProblemDetails problem) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, ProblemDetails.MEDIA_TYPE);
        if (problem.status() == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        if (!request.isEnded()) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            request.handler(discarded -> {}).resume();
            context.vertx()
                    .setTimer(LINGER_MILLIS, timer -> request.connection().close());
        }
        response.end(text(problem));
    }

    private String text(ProblemDetails problem) {
        try {
            return new String(json.writeValueAsBytes(problem), StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
