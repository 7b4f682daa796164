package io.riskgate.loadtest.report;

/** Of a line in a plot, in the units of its axes. */
record Point(double x, double y) {}
