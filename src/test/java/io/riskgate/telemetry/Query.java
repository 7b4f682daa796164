package io.riskgate.telemetry;

import java.util.Set;

/**
 * An expression in one of the files for Prometheus and Grafana.
 *
 * @param place where it stands, for who is told that it is wrong
 * @param shown the labels of its result that are shown
 */
record Query(String place, String expression, Set<String> shown) {}
