package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.report.ScenarioReport;
import java.io.IOException;

/** Starts what it needs, loads it, and ends it. */
@FunctionalInterface
interface Scenario {

    /**
     * Blocks until it is over.
     *
     * @throws IOException if something that it needs does not start or does not answer
     */
    ScenarioReport run(Bench bench) throws IOException, InterruptedException;
}
