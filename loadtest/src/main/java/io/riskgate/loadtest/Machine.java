package io.riskgate.loadtest;

import io.riskgate.loadtest.server.Cores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the figures are made. Stateless; blocks to read files. */
final class Machine {

    private static final Pattern MODEL = Pattern.compile("model name\\s*:\\s*(.+)");
    private static final Pattern MEMORY = Pattern.compile("MemTotal:\\s*(\\d+) kB");
    private static final double KIB_PER_GIB = 1024 * 1024;

    private Machine() {}

    /** The options that the launcher gives every JVM of the engine. */
    static List<String> javaOptions() {
        return List.of(System.getProperty("riskgate.jvm", "").strip().split("\\s+"));
    }

    static List<String> describe(Cores cores) {
        List<String> lines = new ArrayList<>();
        lines.add(find(Path.of("/proc/cpuinfo"), MODEL, "unknown processor") + ", " + memory() + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ".");
        lines.add("JVM " + System.getProperty("java.vm.version") + " with " + String.join(" ", javaOptions()) + ".");
        lines.add(
                cores.apart()
                        ? "Servers on core " + cores.server() + ", the generator (and Redis) on core " + cores.load()
                                + "."
                        : "Servers and the generator (and Redis) share all cores.");
        lines.add("Arrivals by Poisson, over 64 connections; latency from the time at which each request was due.");
        return lines;
    }

    private static String memory() {
        String kib = find(Path.of("/proc/meminfo"), MEMORY, "");
        return kib.isEmpty()
                ? "unknown memory"
                : String.format(Locale.ROOT, "%.0f GiB", Long.parseLong(kib) / KIB_PER_GIB);
    }

    private static String find(Path file, Pattern pattern, String otherwise) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(file));
            return matcher.find() ? matcher.group(1) : otherwise;
        } catch (IOException elsewhere) {
            return otherwise;
        }
    }
}
