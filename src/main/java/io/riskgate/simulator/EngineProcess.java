package io.riskgate.simulator;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An engine of our own: a child process on a free loopback port, which asks for no keys, with a data directory that goes
 * when it goes. Methods block; {@link #close} may be called from any thread and more than once.
 */
final class EngineProcess implements AutoCloseable {

    /** The engine did not come up; the message says why in words for the user. */
    static final class StartFailedException extends Exception {

        private static final long serialVersionUID = 1L;

        StartFailedException(String message) {
            super(message);
        }
    }

    private static final long READY_SECONDS_MAX = 60;
    /** An engine whose JVM is to leave a cache behind takes a while to write it. */
    private static final long STOP_SECONDS_MAX = 60;

    private static final long POLL_MILLIS = 100;
    private static final int LOG_TAIL_BYTES = 2_000;

    private final Process process;
    private final Path directory;
    private final URI url;

    private EngineProcess(Process process, Path directory, URI url) {
        this.process = process;
        this.directory = directory;
        this.url = url;
    }

    /**
     * Starts the engine; it is not ready yet.
     *
     * @param javaCommand the JVM to run it with, and its options
     * @param jar of the packaged engine
     * @param rules directory of the rule files
     * @param temporary where its data directory is made
     */
    static EngineProcess start(List<String> javaCommand, Path jar, Path rules, Path temporary) throws IOException {
        Path directory = Files.createTempDirectory(temporary, "riskgate-demo");
        try {
            int port = freePort();
            List<String> command = new ArrayList<>(javaCommand);
            command.addAll(List.of(
                    "-Dquarkus.http.host=127.0.0.1",
                    "-Dquarkus.http.port=" + port,
                    "-Driskgate.data-dir=" + directory.resolve("data"),
                    "-Driskgate.rules-dir=" + rules.toAbsolutePath(),
                    "-Driskgate.echo=true",
                    "-Driskgate.keys.required=false",
                    "-jar",
                    jar.toString()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log(directory).toFile())
                    .start();
            process.getOutputStream().close();
            return new EngineProcess(process, directory, URI.create("http://127.0.0.1:" + port));
        } catch (IOException failed) {
            delete(directory);
            throw failed;
        }
    }

    URI url() {
        return url;
    }

    /** Returns as soon as the engine says that it is ready. */
    void awaitReady() throws StartFailedException, InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS_MAX);
        while (!isReady()) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new StartFailedException("The engine ended with exit code " + process.exitValue()
                        + " before it was ready. The end of its log:\n" + logTail());
            }
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new StartFailedException("The engine was not ready after " + READY_SECONDS_MAX
                        + " s. The end of its log:\n" + logTail());
            }
        }
    }

    /** The last lines that the engine wrote, printable. */
    String logTail() {
        try (RandomAccessFile log = new RandomAccessFile(log(directory).toFile(), "r")) {
            log.seek(Math.max(0, log.length() - LOG_TAIL_BYTES));
            byte[] tail = new byte[(int) Math.min(LOG_TAIL_BYTES, log.length() - log.getFilePointer())];
            log.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> "  " + Printable.line(line, 200))
                    .reduce("", (above, line) -> above + line + "\n");
        } catch (IOException unreadable) {
            return "  (there is none)\n";
        }
    }

    /** Ends the engine, with force if it does not go, and deletes its directory. */
    @Override
    public synchronized void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS);
            }
        } catch (InterruptedException inAHurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        delete(directory);
    }

    private boolean isReady() {
        try (HttpConnection connection = new HttpConnection(url, null)) {
            return connection.exchange("GET", "/q/health/ready", new byte[0]).status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Free when it was looked up; should another process take it meanwhile, the engine says so and ends. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Path log(Path directory) {
        return directory.resolve("engine.log");
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException leftBehind) {
            // A temporary directory: the system clears away what could not be deleted.
        }
    }
}
