package io.riskgate.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the headers of W3C Trace Context. Stateless. */
final class W3cContext {

    static final String TRACEPARENT = "traceparent";
    static final String TRACESTATE = "tracestate";

    private record Headers(
            @Nullable String traceparent, @Nullable String tracestate) {}

    private static final class Getter implements TextMapGetter<Headers> {

        @Override
        public Iterable<String> keys(Headers headers) {
            return List.of(TRACEPARENT, TRACESTATE);
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String name) {
            if (headers == null) {
                return null;
            }
            return switch (name) {
                case TRACEPARENT -> headers.traceparent();
                case TRACESTATE -> headers.tracestate();
                default -> null;
            };
        }
    }

    private static final Getter GETTER = new Getter();

    private W3cContext() {}

    /** Who asked; not valid if the headers are missing or malformed. */
    static SpanContext parent(@Nullable String traceparent, @Nullable String tracestate) {
        if (traceparent == null) {
            return SpanContext.getInvalid();
        }
        Context context = W3CTraceContextPropagator.getInstance()
                .extract(Context.root(), new Headers(traceparent, tracestate), GETTER);
        return Span.fromContext(context).getSpanContext();
    }
}
