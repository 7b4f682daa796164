package io.riskgate.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;

/** The {@code redis-server} to run: the machine's own where there is one, else the one inside embedded-redis (6.2). */
final class RedisBinary {

    private RedisBinary() {}

    static Path path() {
        return Found.PATH;
    }

    private static Optional<Path> installed() {
        String searched = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(searched.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path extracted() {
        try {
            File directory = Files.createTempDirectory("redis-server").toFile();
            // Before the binary, since what is to go at exit goes in reverse order.
            directory.deleteOnExit();
            File binary = ExecutableProvider.newJarResourceProvider(directory).get();
            binary.deleteOnExit();
            return binary.toPath();
        } catch (IOException e) {
            throw new UncheckedIOException("no redis-server on the PATH, and none could be extracted", e);
        }
    }

    private static final class Found {
        static final Path PATH = installed().orElseGet(RedisBinary::extracted);
    }
}
