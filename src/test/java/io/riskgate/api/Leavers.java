package io.riskgate.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** Clients that ask for something and do not wait for it. */
final class Leavers {

    private Leavers() {}

    /** One after the other; every other one breaks the connection off instead of closing it. */
    static void leave(URI server, int times, String request) throws IOException {
        for (int i = 0; i < times; i++) {
            try (Socket socket = new Socket(server.getHost(), server.getPort())) {
                if (i % 2 == 1) {
                    socket.setSoLinger(true, 0);
                }
                socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            }
        }
    }
}
