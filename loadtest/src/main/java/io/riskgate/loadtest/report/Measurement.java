package io.riskgate.loadtest.report;

import io.riskgate.loadtest.load.LoadResult;

/**
 * One run of the generator.
 *
 * @param name what was loaded and how, such as {@code echo, half of saturation}; unique in its scenario but for repetitions
 * @param result what the load saw
 * @param vitals what it cost
 */
public record Measurement(String name, LoadResult result, Vitals vitals) {}
