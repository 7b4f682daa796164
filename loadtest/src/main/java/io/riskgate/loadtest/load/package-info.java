/**
 * How it is sent: at the times of a schedule, whether the engine keeps up or not.
 *
 * <p>Start with {@link io.riskgate.loadtest.load.OpenLoop}. A {@link io.riskgate.loadtest.load.Schedule} says when each
 * request is due. Latency counts from that time, so a stall of the engine, and the wait for a free connection that it
 * causes, count in full for every request that was due in it. All of a run happens on one event loop; the values that
 * go in and come out are immutable.
 */
@NullMarked
package io.riskgate.loadtest.load;

import org.jspecify.annotations.NullMarked;
