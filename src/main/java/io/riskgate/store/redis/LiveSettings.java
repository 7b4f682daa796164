package io.riskgate.store.redis;

import io.quarkus.runtime.configuration.DurationConverter;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Bounds that can be changed while the engine runs: {@code <data-dir>/redis.properties}, looked at once a second. It may
 * set {@code timeout}, {@code breaker.calls}, {@code breaker.failure-ratio}, {@code breaker.pause} and {@code
 * breaker.probes}, as {@code riskgate.redis.*} does at the start; what it does not set, and all when it is deleted, is as at
 * the start. For one thread; blocks.
 */
final class LiveSettings {

    private static final Logger LOG = Logger.getLogger(LiveSettings.class);
    private static final String NAME = "redis.properties";
    private static final Set<String> OPTIONS =
            Set.of("timeout", "breaker.calls", "breaker.failure-ratio", "breaker.pause", "breaker.probes");

    private final Path file;
    private final RedisSettings atStart;
    private @Nullable FileTime seen;

    LiveSettings(Path directory, RedisSettings atStart) {
        file = directory.resolve(NAME);
        this.atStart = atStart;
    }

    /** The settings, if the file has changed since the last look and can be used; a file that cannot is reported once. */
    Optional<RedisSettings> changed() {
        try {
            FileTime now = Files.exists(file) ? Files.getLastModifiedTime(file) : null;
            if (Objects.equals(now, seen)) {
                return Optional.empty();
            }
            seen = now;
            RedisSettings settings = now == null ? atStart : read();
            LOG.infof("Redis is used with %s from now on", settings);
            return Optional.of(settings);
        } catch (IOException | IllegalArgumentException unusable) {
            LOG.errorf("%s is not used: %s", file, unusable.getMessage());
            return Optional.empty();
        }
    }

    private RedisSettings read() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        for (String name : properties.stringPropertyNames()) {
            if (!OPTIONS.contains(name)) {
                throw new IllegalArgumentException("there is no option " + name + "; there are " + OPTIONS);
            }
        }
        return new RedisSettings(
                atStart.prefix(),
                duration(properties, "timeout", atStart.timeout()),
                atStart.waitingMax(),
                atStart.retention(),
                atStart.distinctValuesMax(),
                atStart.startTimeout(),
                Integer.parseInt(properties.getProperty("breaker.calls", String.valueOf(atStart.breakerCalls()))),
                Double.parseDouble(
                        properties.getProperty("breaker.failure-ratio", String.valueOf(atStart.breakerFailureRatio()))),
                duration(properties, "breaker.pause", atStart.breakerPause()),
                Integer.parseInt(properties.getProperty("breaker.probes", String.valueOf(atStart.breakerProbes()))));
    }

    private static Duration duration(Properties properties, String name, Duration otherwise) {
        String text = properties.getProperty(name);
        if (text == null) {
            return otherwise;
        }
        Duration value = new DurationConverter().convert(text);
        if (value == null) {
            throw new IllegalArgumentException(name + " is empty");
        }
        return value;
    }
}
