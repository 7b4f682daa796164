package io.riskgate.redis;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Redis server as a process of its own on a free loopback port, in a temporary directory, which keeps nothing on disk
 * unless an option says so. It can be frozen, killed and restarted as often as a test likes.
 *
 * <p>Options are lines of {@code redis.conf}: {@code maxmemory 4mb}, {@code requirepass secret}, {@code appendonly yes},
 * {@code user app on >secret ~rg:* +@all}.
 */
public final class RedisServer implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofSeconds(15);
    private static final Duration REPLY_MAX = Duration.ofSeconds(2);
    private static final int STARTS_MAX = 5;

    private final int port;
    private final Path directory;
    private final List<String> arguments;
    private final @Nullable String password;
    private volatile Process process;
    private boolean frozen;

    /** Ends the server when a test did not, or its JVM is told to stop meanwhile. */
    private final Thread atExit = new Thread(this::end);

    private RedisServer(int port, Path directory, List<String> arguments, @Nullable String password)
            throws IOException {
        this.port = port;
        this.directory = directory;
        this.arguments = arguments;
        this.password = password;
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Returns when the server answers. */
    public static RedisServer start(String... options) {
        return start(List.of(options), List.of());
    }

    /** A sentinel, which is a Redis server in another mode; the options are lines of {@code sentinel.conf}. */
    static RedisServer startSentinel(List<String> options) {
        return start(options, List.of("--sentinel"));
    }

    private static RedisServer start(List<String> options, List<String> mode) {
        for (int starts = 1; ; starts++) {
            try {
                return startOn(Ports.free(), options, mode);
            } catch (PortTaken taken) {
                if (starts == STARTS_MAX) {
                    throw new IllegalStateException("each free port was taken meanwhile", taken);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static RedisServer startOn(int port, List<String> options, List<String> mode) throws IOException {
        Path directory = Files.createTempDirectory("redis");
        List<String> lines = new ArrayList<>(List.of("port " + port, "bind 127.0.0.1", "dir " + directory));
        if (mode.isEmpty()) {
            lines.add("save \"\"");
        }
        lines.addAll(options);
        Path conf = Files.write(directory.resolve("redis.conf"), lines);
        List<String> arguments = new ArrayList<>(List.of(RedisBinary.path().toString(), conf.toString()));
        arguments.addAll(mode);
        String password = options.stream()
                .filter(option -> option.startsWith("requirepass "))
                .map(option -> option.substring("requirepass ".length()))
                .findFirst()
                .orElse(null);
        RedisServer server = new RedisServer(port, directory, arguments, password);
        try {
            server.awaitReady();
            return server;
        } catch (RuntimeException | IOException notReady) {
            server.close();
            throw notReady;
        }
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(arguments)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
                .start();
    }

    private void awaitReady() throws IOException {
        try {
            await().atMost(START_MAX).pollInterval(Duration.ofMillis(5)).until(() -> !process.isAlive() || answers());
        } catch (RuntimeException late) {
            throw new IllegalStateException("the server did not answer in time; it said:\n" + said(), late);
        }
        if (!process.isAlive()) {
            String said = said();
            if (said.contains("Address already in use")) {
                throw new PortTaken(said);
            }
            throw new IllegalStateException("the server ended with " + process.exitValue() + "; it said:\n" + said);
        }
    }

    private boolean answers() {
        try (RespConnection connection = new RespConnection(port, REPLY_MAX)) {
            return "PONG".equals(connection.call("PING"));
        } catch (ErrorReply reply) {
            // A server that wants a password is ready; one that still loads its data is not.
            return reply.code().equals("NOAUTH");
        } catch (IOException notYet) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** Without credentials. */
    public URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** Of the present process; a restart changes it. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs and is not frozen. */
    public boolean isServing() {
        return process.isAlive() && !frozen;
    }

    /** Everything that the server logged, also before a restart. */
    public String said() throws IOException {
        return Files.readString(log().toPath());
    }

    private File log() {
        return directory.resolve("log").toFile();
    }

    /** SIGSTOP: connections stay open and new ones are taken by the kernel, but nothing is answered until {@link #thaw}. */
    public void freeze() {
        signal("STOP");
        frozen = true;
    }

    /** SIGCONT: the server does and answers what was sent to it meanwhile, unless its connection is gone. */
    public void thaw() {
        signal("CONT");
        frozen = false;
    }

    /** SIGKILL, also of a frozen server; returns when the process is gone. */
    public void kill() {
        end();
    }

    /** Kills the server where it still runs and starts it on the same port and directory; returns when it answers. */
    public void restart() {
        end();
        try {
            process = launch();
            frozen = false;
            awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Does a command on a connection of its own, with the password of {@code requirepass}.
     *
     * @return a {@code String}, {@code Long}, {@code List} of such, or null
     * @throws ErrorReply when the server answers with an error
     * @throws UncheckedIOException when the server cannot be reached or does not answer within 2 s
     */
    public @Nullable Object command(String... words) {
        try (RespConnection connection = new RespConnection(port, REPLY_MAX)) {
            if (password != null) {
                connection.call("AUTH", password);
            }
            return connection.call(words);
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", words), e);
        }
    }

    /** All that the server has, as its dump on the disk. With the option {@code rdbcompression no} texts stand in it as they are. */
    public byte[] dump() throws IOException {
        command("SAVE");
        return Files.readAllBytes(directory.resolve("dump.rdb"));
    }

    /** A field of {@code INFO}, as {@code role}, or of a command that answers alike, as {@code CLUSTER INFO}. */
    Optional<String> field(String name, String... words) {
        return String.valueOf(command(words))
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1))
                .findFirst();
    }

    /** A field of {@code INFO}, as {@code role} or {@code connected_clients}. */
    public Optional<String> info(String name) {
        return field(name, "INFO");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill -" + name + " " + pid() + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void end() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // The hook does its work again, which is harmless.
        }
        end();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another process was faster. */
    private static final class PortTaken extends IOException {
        @Serial
        private static final long serialVersionUID = 1;

        PortTaken(String said) {
            super(said);
        }
    }
}
