package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.server.Probe;
import io.riskgate.loadtest.server.Server;
import io.riskgate.loadtest.traffic.Traffic;
import java.io.IOException;

/**
 * An endpoint of a server that runs, and what is sent to it. Closing it ends the server.
 *
 * @param name as reports call it
 */
record Target(String name, Server server, Probe probe, String path, Traffic traffic) implements AutoCloseable {

    static Target of(String name, Server server, String path, Traffic traffic) throws IOException {
        return new Target(name, server, Probe.attach(server), path, traffic);
    }

    /** Another endpoint of the same server. */
    Target at(String otherName, String otherPath) {
        return new Target(otherName, server, probe, otherPath, traffic);
    }

    /** The same endpoint with other traffic. */
    Target with(String otherName, Traffic otherTraffic) {
        return new Target(otherName, server, probe, path, otherTraffic);
    }

    @Override
    public void close() throws IOException {
        probe.close();
        server.close();
    }
}
