package io.riskgate.loadtest.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts what is loaded, each with an empty data directory.
 *
 * @param project the checkout that is tested
 * @param work a directory for data and logs
 * @param javaOptions of the baseline's JVM; the engine's launcher has its own
 */
public record Servers(Path project, Path work, Cores cores, List<String> javaOptions) {

    private static final Duration READY_MAX = Duration.ofMinutes(10);

    public Servers {
        javaOptions = List.copyOf(javaOptions);
    }

    /**
     * An engine, by {@code ./riskgate serve}, with {@code /v1/echo} on, that asks for no keys unless the settings say so.
     *
     * @param rules the rules directory
     * @param javaOptions further options of the JVM
     * @param settings further {@code key=value}
     */
    public Server engine(Path rules, List<String> javaOptions, List<String> settings)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(work, "engine");
        List<String> command = new ArrayList<>(List.of(
                project.resolve("riskgate").toString(),
                "serve",
                "quarkus.http.port={port}",
                "riskgate.data-dir=" + directory.resolve("data"),
                "riskgate.rules-dir=" + rules.toAbsolutePath(),
                "riskgate.echo=true",
                "riskgate.keys.required=false"));
        command.addAll(settings);
        return Server.start(
                cores.forServer(command),
                project,
                Map.of("JAVA_OPTS", String.join(" ", javaOptions)),
                directory.resolve("log"),
                "/q/health/ready",
                READY_MAX);
    }

    /**
     * What one would write instead: stock Drools behind Quarkus.
     *
     * @param rules the rules directory, as the engine's
     */
    public Server baseline(Path rules) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(work, "baseline");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.addAll(List.of(
                "-Dquarkus.http.port={port}",
                "-Dbaseline.rules=" + rules.toAbsolutePath(),
                "-Dbaseline.lists.blocked_cards=" + String.join(",", RuleFiles.BLOCKED_CARDS),
                "-Dbaseline.lists.vip_customers=" + String.join(",", RuleFiles.VIP_CUSTOMERS),
                "-jar",
                project.resolve("loadtest/baseline/target/quarkus-app/quarkus-run.jar")
                        .toString()));
        return Server.start(
                cores.forServer(command), project, Map.of(), directory.resolve("log"), "/v1/decisions", READY_MAX);
    }

    /** A Redis server that keeps nothing on disk; shares the generator's cores. */
    public Redis redis() throws IOException, InterruptedException {
        return Redis.start(Files.createTempDirectory(work, "redis"), cores);
    }
}
