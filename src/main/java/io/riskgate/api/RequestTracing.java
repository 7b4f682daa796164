package io.riskgate.api;

import io.riskgate.model.Checkout;
import io.riskgate.tracing.DecisionTrace;
import io.riskgate.tracing.Stage;
import io.riskgate.tracing.Tracing;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Begins the traces of decisions that requests ask for, in the W3C Trace Context of the request. Hot; thread-safe; never blocks. */
@Singleton
final class RequestTracing {

    /** As a draft of the W3C has it: which trace the answer belongs to. */
    static final String RESPONSE_HEADER = "traceresponse";

    private static final CharSequence TRACEPARENT = HttpHeaders.createOptimized("traceparent");
    private static final CharSequence TRACESTATE = HttpHeaders.createOptimized("tracestate");

    private final Tracing tracing;

    RequestTracing(Tracing tracing) {
        this.tracing = tracing;
    }

    /** To be asked when a request begins to be read; 0 if nothing is traced. */
    long nowNanos() {
        return tracing.isOn() ? System.nanoTime() : 0;
    }

    /**
     * Of a checkout that is read; {@code null} if it is not traced.
     *
     * @param readSinceNanos what {@link #nowNanos} was
     */
    @Nullable
    DecisionTrace begin(Checkout checkout, RoutingContext routing, long readSinceNanos) {
        String merchantId = checkout.merchantId();
        if (!tracing.draws(merchantId)) {
            return null;
        }
        DecisionTrace trace = begin(merchantId, routing, readSinceNanos);
        if (trace != null) {
            trace.enter(Stage.READ, readSinceNanos);
        }
        return trace;
    }

    /** Of a checkout that was read with others, which is no stage of any of them. */
    @Nullable
    DecisionTrace beginOfBatch(Checkout checkout, RoutingContext routing) {
        String merchantId = checkout.merchantId();
        return tracing.draws(merchantId) ? begin(merchantId, routing, System.nanoTime()) : null;
    }

    private @Nullable DecisionTrace begin(String merchantId, RoutingContext routing, long startNanos) {
        MultiMap headers = routing.request().headers();
        List<String> states = headers.getAll(TRACESTATE);
        return tracing.begin(
                merchantId,
                headers.get(TRACEPARENT),
                // A list that may have been parted.
                states.isEmpty() ? null : String.join(",", states),
                startNanos);
    }
}
