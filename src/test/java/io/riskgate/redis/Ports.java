package io.riskgate.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free loopback ports that stay free while their server is down, to be restarted on: below the range from which systems
 * take the ports of outgoing connections. The port of a cluster node's bus, 10,000 above, is free as well, and below that range too.
 */
final class Ports {

    private static final int LOWEST = 12_000;
    private static final int HIGHEST = 22_000;
    private static final int BUS = 10_000;
    private static final int ATTEMPTS_MAX = 200;

    private Ports() {}

    static int free() {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port) && isFree(port + BUS)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port after " + ATTEMPTS_MAX + " attempts");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
