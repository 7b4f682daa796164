/**
 * The program behind {@code riskgate bench}: runs the benchmarks and tells what came out. The benchmarks themselves are in
 * the packages that they measure.
 *
 * <p>Start with {@link io.riskgate.benchmark.Benchmarks}. All of it is for one thread.
 */
@NullMarked
package io.riskgate.benchmark;

import org.jspecify.annotations.NullMarked;
