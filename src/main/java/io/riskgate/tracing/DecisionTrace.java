package io.riskgate.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.riskgate.merchant.TraceAttribute;
import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One decision that is traced, while it is made: when it entered which stage. Whoever makes the decision only notes numbers here; spans
 * are made of them when it is over, on the thread that sends them.
 *
 * <p>Thread-safe, since a decision moves between threads, and the watch of deadlines may end it while its shard is still at work: what
 * comes then is passed over. All times are {@link System#nanoTime}'s. Never blocks for more than a few instructions.
 */
public final class DecisionTrace {

    /** One stage that the decision went through, in nanoseconds since 1970. */
    record Passed(Stage stage, long startEpochNanos, long endEpochNanos) {}

    /**
     * How it ended.
     *
     * @param replayed whether an earlier request with the same id had the decision made
     */
    record Outcome(Checkout checkout, Decision decision, boolean replayed, int shard, long endNanos) {}

    private final Span span;
    private final Set<TraceAttribute> allowed;
    private final long epochOffsetNanos;
    private final TraceExport export;
    private final Stage[] entered = new Stage[Stage.COUNT];
    private final long[] enteredNanos = new long[Stage.COUNT];
    private int count;
    private @Nullable Outcome outcome;

    /**
     * @param span the decision's, begun
     * @param allowed what the span may say of the decision
     * @param epochOffsetNanos from {@link System#nanoTime} to nanoseconds since 1970
     */
    DecisionTrace(Span span, Set<TraceAttribute> allowed, long epochOffsetNanos, TraceExport export) {
        this.span = span;
        this.allowed = allowed;
        this.epochOffsetNanos = epochOffsetNanos;
        this.export = export;
    }

    /** The decision leaves the stage that it was in and enters this one; not if it was in this one or a later one. */
    public synchronized void enter(Stage stage, long nanos) {
        if (outcome == null && (count == 0 || stage.compareTo(entered[count - 1]) > 0)) {
            entered[count] = stage;
            enteredNanos[count] = afterTheLast(nanos);
            count++;
        }
    }

    /** Clocks of two cores may differ by a little. */
    private long afterTheLast(long nanos) {
        return count == 0 ? nanos : Math.max(nanos, enteredNanos[count - 1]);
    }

    /** The decision is answered, which leaves the last stage; the first call counts. Never waits, whatever the receiver does. */
    public void end(Checkout checkout, Decision decision, boolean replayed, int shard, long nanos) {
        synchronized (this) {
            if (outcome != null) {
                return;
            }
            outcome = new Outcome(checkout, decision, replayed, shard, afterTheLast(nanos));
        }
        export.offer(this);
    }

    /** What tells the caller which trace it is, as the value of the header {@code traceresponse}. */
    public String response() {
        SpanContext context = span.getSpanContext();
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
    }

    Span span() {
        return span;
    }

    Set<TraceAttribute> allowed() {
        return allowed;
    }

    /** How many spans it comes to. */
    synchronized int spans() {
        return 1 + count;
    }

    /** Of a trace that is over. */
    synchronized Outcome outcome() {
        return Objects.requireNonNull(outcome, "the decision is not over");
    }

    /** Of a trace that is over. */
    long endEpochNanos() {
        return epochOffsetNanos + outcome().endNanos();
    }

    /** Of a trace that is over, in their order; each ends where the next one begins. */
    synchronized List<Passed> stages() {
        List<Passed> stages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long endNanos = i + 1 < count ? enteredNanos[i + 1] : outcome().endNanos();
            stages.add(new Passed(entered[i], epochOffsetNanos + enteredNanos[i], epochOffsetNanos + endNanos));
        }
        return stages;
    }
}
