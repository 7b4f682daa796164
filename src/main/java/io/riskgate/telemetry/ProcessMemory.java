package io.riskgate.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The memory of the process, by the same names on a JVM and in a native image. What JVMs tell of their pools cannot be added up for all
 * collectors: ZGC gives the whole heap as the limit of each.
 */
final class ProcessMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");
    private static final int BYTES_OF_KIB = 1_024;

    static void register(@Observes StartupEvent start, MeterRegistry registry) {
        Gauge.builder(MetricNames.MEMORY_RESIDENT, () -> residentBytes(STATUS))
                .description("Memory of the machine that the process has: what a container's limit is held against")
                .baseUnit("bytes")
                .register(registry);
        Runtime runtime = Runtime.getRuntime();
        Gauge.builder(MetricNames.HEAP_USED, runtime, r -> r.totalMemory() - r.freeMemory())
                .description("Heap in use, with garbage that is not collected yet")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder(MetricNames.HEAP_MAX, runtime, Runtime::maxMemory)
                .description("What the heap may grow to")
                .baseUnit("bytes")
                .register(registry);
    }

    /** Not a number where the system does not say. Reads what is no file on a disk, so it does not wait for one. */
    static double residentBytes(Path status) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.map(RESIDENT::matcher)
                    .filter(Matcher::matches)
                    .mapToDouble(line -> Double.parseDouble(line.group(1)) * BYTES_OF_KIB)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException | UncheckedIOException elsewhere) {
            return Double.NaN;
        }
    }
}
