/**
 * What Riskgate tells its operator: the names and units of all metrics ({@link io.riskgate.telemetry.MetricNames},
 * start here), the meters of decisions, of all and by merchant, and untrusted text made fit for a log. Health checks are beside what they
 * check. Everything in here may be called from any thread and never blocks.
 */
@NullMarked
package io.riskgate.telemetry;

import org.jspecify.annotations.NullMarked;
