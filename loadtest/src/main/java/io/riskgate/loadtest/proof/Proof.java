package io.riskgate.loadtest.proof;

import io.riskgate.loadtest.load.LoadPlan;
import io.riskgate.loadtest.load.LoadResult;
import io.riskgate.loadtest.load.OpenLoop;
import io.riskgate.loadtest.load.Schedule;
import io.riskgate.loadtest.traffic.Traffic;
import io.riskgate.loadtest.traffic.TrafficPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;

/**
 * The program that runs the generator against a {@link StubServer} at growing rates and prints what it reached, and the
 * processor time of both per request. Arguments: the file of checkouts, seconds per rate, and the rates.
 */
final class Proof {

    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final double WARM_UP_PER_SECOND = 5_000;
    private static final int MERCHANTS = 100;

    private Proof() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        Path checkouts = Path.of(arguments[0]);
        Duration duration = Duration.ofSeconds(Long.parseLong(arguments[1]));
        Traffic traffic =
                Traffic.read(checkouts, TrafficPlan.of(MERCHANTS, 1, InstantSource.system(), new SplittableRandom()));
        Process stub = startStub();
        try (BufferedReader output = stub.inputReader(StandardCharsets.US_ASCII)) {
            URI target = URI.create("http://127.0.0.1:" + output.readLine().strip() + "/v1/decisions");
            OpenLoop.run(LoadPlan.of(target, Schedule.constant(WARM_UP_PER_SECOND, WARM_UP)), traffic);
            System.out.println("| offered/s | achieved/s | errors | P50 ms | P99 ms | P99 of the middle second ms"
                    + " | lateness P99 ms | generator us/request | stub us/request |");
            System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
            for (int i = 2; i < arguments.length; i++) {
                Schedule schedule = Schedule.constant(Double.parseDouble(arguments[i]), duration);
                measure(LoadPlan.of(target, schedule), traffic, stub.toHandle());
            }
        } finally {
            stub.destroy();
        }
    }

    private static void measure(LoadPlan plan, Traffic traffic, ProcessHandle stub) throws InterruptedException {
        Duration own = cpu(ProcessHandle.current());
        Duration stubs = cpu(stub);
        LoadResult result = OpenLoop.run(plan, traffic);
        double requests = result.counts().sent();
        System.out.printf(
                "| %,.0f | %,.0f | %d | %.2f | %.2f | %.2f | %.2f | %.1f | %.1f |%n",
                result.offeredPerSecond(),
                result.achievedPerSecond(),
                result.counts().errors(),
                result.latency().p50(),
                result.latency().p99(),
                middleSecondP99(result),
                result.lateness().p99(),
                micros(cpu(ProcessHandle.current()).minus(own)) / requests,
                micros(cpu(stub).minus(stubs)) / requests);
    }

    /** What other programs on the machine do in some of the seconds is not in it. */
    private static double middleSecondP99(LoadResult result) {
        double[] sorted = result.seconds().stream()
                .mapToDouble(second -> second.latency().p99())
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    private static Process startStub() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        return new ProcessBuilder(java, "-cp", classPath, StubServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** User and system time of a process. */
    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static double micros(Duration duration) {
        return duration.toNanos() / 1e3;
    }
}
