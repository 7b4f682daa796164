package io.riskgate.loadtest.server;

import java.util.ArrayList;
import java.util.List;

/**
 * Which cores the servers and the generator run on, as {@code taskset} takes them.
 *
 * @param server such as {@code 0} or {@code 0-2}; empty where both share all cores
 * @param load of the generator and of what else is needed, such as Redis
 */
public record Cores(String server, String load) {

    /** From the system properties {@code riskgate.server.cpus} and {@code riskgate.load.cpus}, which the launcher sets. */
    public static Cores ofLauncher() {
        return new Cores(System.getProperty("riskgate.server.cpus", ""), System.getProperty("riskgate.load.cpus", ""));
    }

    /** Whether servers and generator have cores of their own. */
    public boolean apart() {
        return !server.isEmpty();
    }

    List<String> forServer(List<String> command) {
        return on(server, command);
    }

    List<String> forLoad(List<String> command) {
        return on(load, command);
    }

    private static List<String> on(String cpus, List<String> command) {
        if (cpus.isEmpty()) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", cpus));
        pinned.addAll(command);
        return pinned;
    }
}
