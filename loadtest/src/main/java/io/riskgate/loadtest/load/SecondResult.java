package io.riskgate.loadtest.load;

/**
 * The requests that were due in one second of the schedule.
 *
 * @param second from 0
 * @param offered that were due
 * @param succeeded of them, with status 200, whenever the answer came
 * @param errors of them, all others
 * @param degraded of those that succeeded
 * @param latency in milliseconds, as {@link LoadResult#latency}
 */
public record SecondResult(int second, long offered, long succeeded, long errors, long degraded, Percentiles latency) {}
