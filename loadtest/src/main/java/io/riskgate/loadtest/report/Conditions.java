package io.riskgate.loadtest.report;

import java.util.List;

/**
 * Under which the figures were made.
 *
 * @param command that was run
 * @param date of the run, such as {@code 2026-11-25}
 * @param lines machine, JVM and its options, cores of server and generator, data: a sentence each
 */
public record Conditions(String command, String date, List<String> lines) {

    public Conditions {
        lines = List.copyOf(lines);
    }
}
