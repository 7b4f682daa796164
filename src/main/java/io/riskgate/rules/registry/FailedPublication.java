package io.riskgate.rules.registry;

import io.riskgate.rules.Problem;
import java.time.Instant;
import java.util.List;

/** The last publication in a scope, if it was refused. */
public record FailedPublication(Instant at, List<Problem> problems) {}
