package io.riskgate.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** ./riskgate, on the packaged jars. */
final class Launcher {

    private static final Path LAUNCHER = Path.of("riskgate").toAbsolutePath();
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

    private Launcher() {}

    record Ended(int exitCode, String out, String err) {}

    /** Runs a command in a directory; returns when it has ended. */
    static Ended run(Path directory, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        // Or the launcher would build.
        Files.setLastModifiedTime(JAR, FileTime.from(Instant.now()));
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(arguments);
        return end(directory, environment, command);
    }

    /** Runs a script of the project with the system's shell in a directory, without a key; returns when it has ended. */
    static Ended script(Path directory, String script, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", Path.of(script).toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        return end(directory, Map.of("RISKGATE_KEY", ""), command);
    }

    private static Ended end(Path directory, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException(command + " did not end");
            }
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }
}
