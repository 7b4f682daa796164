/**
 * The program behind {@code ./riskgate loadtest}: {@link io.riskgate.loadtest.LoadTest}. It runs {@link
 * io.riskgate.loadtest.scenario scenarios} on {@link io.riskgate.loadtest.server servers}, with {@link
 * io.riskgate.loadtest.load load} made of {@link io.riskgate.loadtest.traffic traffic}, and {@link
 * io.riskgate.loadtest.report reports} what it saw.
 */
@NullMarked
package io.riskgate.loadtest;

import org.jspecify.annotations.NullMarked;
