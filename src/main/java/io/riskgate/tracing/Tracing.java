package io.riskgate.tracing;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.runtime.Startup;
import io.riskgate.merchant.Merchants;
import io.riskgate.store.NodeName;
import io.riskgate.store.StateConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions are traced: of each merchant the part that its settings of now say, drawn by lot. A caller that has a trace may have
 * its decisions left out of it, by the flag of W3C Trace Context, but cannot have more of them in it than the merchant's part: so the
 * lot comes first, and the caller's ids are none.
 *
 * <p>Thread-safe; never blocks. Hot: of a decision that is not traced it costs a look-up and a comparison, and allocates nothing.
 */
@Startup
@Singleton
public final class Tracing {

    private static final int WARM_UP_TRACES = 500;
    private static final String WARM_UP_PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String WARM_UP_STATE = "riskgate=1";

    private final @Nullable TraceExport export;
    private final Merchants merchants;
    private final Clock clock;
    private final DoubleSupplier lots;

    /** @throws IllegalArgumentException naming the option that has a bad value */
    @Inject
    Tracing(TracingConfig config, StateConfig state, Merchants merchants, Clock clock, MeterRegistry registry) {
        this(
                TracingSettings.of(config),
                () -> NodeName.of(state.node()),
                merchants,
                clock,
                () -> ThreadLocalRandom.current().nextDouble(),
                registry);
    }

    /**
     * @param settings empty if nothing is traced
     * @param node what this node is called; not asked for if nothing is traced
     * @param lots numbers from 0 to below 1, by chance; thread-safe
     */
    public Tracing(
            Optional<TracingSettings> settings,
            Supplier<String> node,
            Merchants merchants,
            Clock clock,
            DoubleSupplier lots,
            MeterRegistry registry) {
        this.merchants = merchants;
        this.clock = clock;
        this.lots = lots;
        export = settings.map(on -> new TraceExport(on, node.get(), registry)).orElse(null);
        if (export != null) {
            warmUp();
        }
    }

    /** Begins traces that end nowhere: the first one would load classes for milliseconds, while a decision waits. */
    private void warmUp() {
        for (int i = 0; i < WARM_UP_TRACES; i++) {
            DecisionTrace trace = begin("warm-up", WARM_UP_PARENT, WARM_UP_STATE, System.nanoTime());
            if (trace != null) {
                for (Stage stage : Stage.values()) {
                    trace.enter(stage, System.nanoTime());
                }
                trace.response();
            }
        }
    }

    /** Whether anything may be traced. */
    public boolean isOn() {
        return export != null;
    }

    /** Draws whether a decision of the merchant is traced, unless its caller does not want it. */
    public boolean draws(String merchantId) {
        if (export == null) {
            return false;
        }
        double part = merchants.settings(merchantId).traceSampling();
        return part > 0 && (part >= 1 || lots.getAsDouble() < part);
    }

    /**
     * Begins the trace of a decision that was drawn.
     *
     * @param traceparent the caller's header; as if it had none if it is malformed
     * @param tracestate likewise, which goes along
     * @param startNanos {@link System#nanoTime} of when it began, now or before
     * @return {@code null} if the caller's trace is not sampled, or nothing is traced
     */
    public @Nullable DecisionTrace begin(
            String merchantId, @Nullable String traceparent, @Nullable String tracestate, long startNanos) {
        SpanContext parent = W3cContext.parent(traceparent, tracestate);
        if (export == null || (parent.isValid() && !parent.isSampled())) {
            return null;
        }
        long epochOffsetNanos = epochNanos(clock.instant()) - System.nanoTime();
        Span span = export.begin(parent, epochOffsetNanos + startNanos);
        return new DecisionTrace(span, merchants.settings(merchantId).traceAttributes(), epochOffsetNanos, export);
    }

    private static long epochNanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    /** Sends what waits, as far as there is time for it. Blocks for some seconds at most. */
    @PreDestroy
    public void close() {
        if (export != null) {
            export.close();
        }
    }
}
