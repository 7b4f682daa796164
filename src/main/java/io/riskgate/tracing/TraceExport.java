package io.riskgate.tracing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.riskgate.telemetry.MetricNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Makes spans of traces that are over, and sends them, up to {@link #BATCH_MAX} decisions together. One thread: a decision only puts
 * its trace into a queue that has room or not, so a receiver that hangs or refuses costs spans, which are counted, and nothing else.
 * What could not be sent is not kept.
 *
 * <p>OpenTelemetry's own queue (its {@code BatchSpanProcessor}) would have each span pass it, made by the thread that decides, and tells
 * how many it dropped by OpenTelemetry's metrics alone.
 *
 * <p>Thread-safe; {@link #close} blocks for {@link #CLOSE_MAX} at most, anything else never.
 */
final class TraceExport implements AutoCloseable {

    static final int BATCH_MAX = 64;
    static final Duration CLOSE_MAX = Duration.ofSeconds(3);

    private static final Logger LOG = Logger.getLogger(TraceExport.class);

    /** Others may come meanwhile, to be sent together. */
    private static final long GATHER_MILLIS = 200;

    /** How long {@link #close} may go unnoticed while nothing is traced. */
    private static final long IDLE_MILLIS = 500;

    /** What the exporter may take beyond the timeout, with the pause before its next attempt. */
    private static final long PAUSE_MILLIS = 2_000;

    private final long sendMaxMillis;
    private final BlockingQueue<DecisionTrace> queue;
    private final SpanExporter exporter;
    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final Counter sent;
    private final Counter dropped;
    private final Counter failed;
    private final Thread thread;
    /** The spans of the batch; only for the thread. */
    private final List<SpanData> ended = new ArrayList<>();

    private boolean failing;
    private volatile boolean closing;

    /** Starts the thread. */
    TraceExport(TracingSettings settings, String node, MeterRegistry registry) {
        sendMaxMillis = settings.timeout().toMillis() + PAUSE_MILLIS;
        queue = new ArrayBlockingQueue<>(settings.queueMax());
        exporter = exporter(settings);
        provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "riskgate",
                        AttributeKey.stringKey("service.instance.id"),
                        node)))
                // What is not to be traced does not come here.
                .setSampler(Sampler.alwaysOn())
                .setSpanLimits(SpanLimits.builder()
                        .setMaxAttributeValueLength(SpanAttributes.CHARS_MAX)
                        .build())
                .addSpanProcessor(new Gathering())
                .build();
        tracer = provider.get("io.riskgate");
        sent = spans(registry, "sent");
        dropped = spans(registry, "dropped");
        failed = spans(registry, "failed");
        thread = Thread.ofPlatform().name("riskgate-tracing").daemon().start(this::run);
    }

    private static SpanExporter exporter(TracingSettings settings) {
        OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.endpoint().toString())
                .setTimeout(settings.timeout())
                .setConnectTimeout(settings.timeout())
                .setCompression("gzip")
                // The other mode reaches into strings by sun.misc.Unsafe.
                .setMemoryMode(MemoryMode.IMMUTABLE_DATA)
                .setMeterProvider(MeterProvider.noop());
        settings.headers().forEach(builder::addHeader);
        return builder.build();
    }

    private static Counter spans(MeterRegistry registry, String result) {
        return Counter.builder(MetricNames.TRACING_SPANS)
                .description("Spans of decisions that are traced, by what became of them")
                .tag(MetricNames.RESULT, result)
                .register(registry);
    }

    /** The span of a decision that begins. */
    Span begin(SpanContext parent, long startEpochNanos) {
        return tracer.spanBuilder("decide")
                .setParent(Context.root().with(Span.wrap(parent)))
                .setSpanKind(SpanKind.SERVER)
                .setStartTimestamp(startEpochNanos, TimeUnit.NANOSECONDS)
                .startSpan();
    }

    /** Takes a trace that is over, if there is room. */
    void offer(DecisionTrace trace) {
        if (!queue.offer(trace)) {
            dropped.increment(trace.spans());
        }
    }

    private void run() {
        List<DecisionTrace> batch = new ArrayList<>(BATCH_MAX);
        try {
            while (!closing || !queue.isEmpty()) {
                DecisionTrace first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                if (!closing && queue.size() < BATCH_MAX - 1) {
                    Thread.sleep(GATHER_MILLIS);
                }
                batch.add(first);
                queue.drainTo(batch, BATCH_MAX - 1);
                send(batch);
                batch.clear();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(List<DecisionTrace> batch) {
        boolean isSent;
        try {
            batch.forEach(this::end);
            // The exporter's own threads may still read it when the time is up.
            isSent = exporter.export(List.copyOf(ended))
                    .join(sendMaxMillis, TimeUnit.MILLISECONDS)
                    .isSuccess();
        } catch (RuntimeException broken) {
            LOG.debug("Spans could not be sent", broken);
            isSent = false;
        }
        (isSent ? sent : failed).increment(ended.size());
        ended.clear();
        if (failing == isSent) {
            failing = !isSent;
            if (failing) {
                LOG.warn("Traces cannot be sent to riskgate.tracing.endpoint; until they can be, they are lost");
            } else {
                LOG.info("Traces are sent again");
            }
        }
    }

    /** Makes its spans, which come back through {@link Gathering}. */
    private void end(DecisionTrace trace) {
        Context inside = Context.root().with(trace.span());
        for (DecisionTrace.Passed passed : trace.stages()) {
            tracer.spanBuilder(passed.stage().spanName())
                    .setParent(inside)
                    .setStartTimestamp(passed.startEpochNanos(), TimeUnit.NANOSECONDS)
                    .startSpan()
                    .end(passed.endEpochNanos(), TimeUnit.NANOSECONDS);
        }
        trace.span()
                .setAllAttributes(SpanAttributes.of(trace.outcome(), trace.allowed()))
                .end(trace.endEpochNanos(), TimeUnit.NANOSECONDS);
    }

    private final class Gathering implements SpanProcessor {

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            ended.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }

    /** Sends what waits, as far as there is time for it. */
    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        try {
            thread.join(CLOSE_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Else a thread that hangs would go on with them one after the other.
        queue.clear();
        provider.close();
        exporter.close();
    }
}
