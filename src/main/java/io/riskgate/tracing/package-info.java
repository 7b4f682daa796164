/**
 * Traces of decisions by OpenTelemetry: a span of the decision and one of each stage, to a receiver of OTLP, where one is
 * configured. Start with {@link io.riskgate.tracing.Tracing}, which says what is traced; a {@link
 * io.riskgate.tracing.DecisionTrace} notes when its decision entered which {@link io.riskgate.tracing.Stage}, and {@link
 * io.riskgate.tracing.TraceExport} makes spans of that and sends them, on a thread of its own.
 *
 * <p>The only package that knows OpenTelemetry. Thread-safe; without a receiver nothing of it is started.
 */
@NullMarked
package io.riskgate.tracing;

import org.jspecify.annotations.NullMarked;
