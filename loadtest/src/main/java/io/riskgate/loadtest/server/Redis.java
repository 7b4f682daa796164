package io.riskgate.loadtest.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.embedded.core.ExecutableProvider;

/** A real Redis server, as a process of its own, that can be frozen, killed and started again on the same port. */
public final class Redis implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 10;
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

    private final List<String> command;
    private final Path directory;
    private final int port;
    private Process process;
    private final Thread atExit = new Thread(this::end);

    private Redis(List<String> command, Path directory, int port) throws IOException {
        this.command = command;
        this.directory = directory;
        this.port = port;
        process = launch();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static Redis start(Path directory, Cores cores) throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        String binary = ExecutableProvider.newJarResourceProvider(directory.toFile())
                .get()
                .getPath();
        Redis redis = new Redis(
                cores.forLoad(List.of(
                        binary,
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--dir",
                        directory.toString())),
                directory,
                port);
        redis.awaitReady();
        return redis;
    }

    public URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** SIGSTOP: connections stay open, and nothing is answered. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT. */
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** SIGKILL; all that it had is lost. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it again, empty, after {@link #kill}. */
    public void restart() throws IOException, InterruptedException {
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()))
                .start();
    }

    private void end() {
        process.destroyForcibly();
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("Redis could not be sent a " + name);
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long endNanos = System.nanoTime() + START_MAX.toNanos();
        while (!answers()) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() - endNanos > 0) {
                throw new IOException("Redis did not start; it wrote " + directory.resolve("log"));
            }
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(PING);
            return in.read() == '+';
        } catch (IOException notYet) {
            return false;
        }
    }
}
