package io.riskgate.loadtest.report;

import java.util.List;

/**
 * What one scenario showed.
 *
 * @param name as on the command line, such as {@code reload_storm}
 * @param summary a sentence: what is done to the engine
 * @param measurements all runs that count, in their order, repetitions included
 * @param goals what it is held against; may be empty
 * @param notes further findings, a sentence each
 */
public record ScenarioReport(
        String name, String summary, List<Measurement> measurements, List<Goal> goals, List<String> notes) {

    public ScenarioReport {
        measurements = List.copyOf(measurements);
        goals = List.copyOf(goals);
        notes = List.copyOf(notes);
    }
}
