package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.load.LoadPlan;
import io.riskgate.loadtest.load.LoadResult;
import io.riskgate.loadtest.load.OpenLoop;
import io.riskgate.loadtest.load.Schedule;
import io.riskgate.loadtest.report.Measurement;
import io.riskgate.loadtest.server.Probe;
import io.riskgate.loadtest.server.RuleFiles;
import io.riskgate.loadtest.server.Server;
import io.riskgate.loadtest.server.Servers;
import io.riskgate.loadtest.traffic.Traffic;
import io.riskgate.loadtest.traffic.TrafficPlan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What scenarios have in common: how servers start, how they are warmed up, and how a run is measured. For one thread. */
public final class Bench {

    static final String DECISIONS = "/v1/decisions";
    static final String ECHO = "/v1/echo";

    /** Of most scenarios; each has the same 20 rules. */
    static final int MERCHANTS = 100;

    private static final long SEED = 42;
    private static final double WARM_UP_START = 500;
    private static final Duration WARM_UP_START_TIME = Duration.ofSeconds(5);

    private final Servers servers;
    private final Path checkouts;
    private final Duration measured;
    private final Duration warmUp;
    private final int repetitions;
    private final Duration soak;
    private final PrintStream progress;
    private final RandomGenerator random = new SplittableRandom();
    private long nextNumber;
    private @Nullable Measurement saturation;

    /**
     * @param checkouts a file of them, as {@code io.riskgate.simulator.CheckoutFile} writes it
     * @param measured how long a run takes that counts
     * @param warmUp how long a server is loaded before
     * @param repetitions of what is compared
     * @param soak how long the soak takes
     * @param progress gets a line for each step
     */
    public Bench(
            Servers servers,
            Path checkouts,
            Duration measured,
            Duration warmUp,
            int repetitions,
            Duration soak,
            PrintStream progress) {
        this.servers = servers;
        this.checkouts = checkouts;
        this.measured = measured;
        this.warmUp = warmUp;
        this.repetitions = repetitions;
        this.soak = soak;
        this.progress = progress;
    }

    Servers servers() {
        return servers;
    }

    Duration measured() {
        return measured;
    }

    int repetitions() {
        return repetitions;
    }

    Duration soak() {
        return soak;
    }

    Path rulesSource() {
        return servers.project().resolve("loadtest/rules");
    }

    Traffic traffic(int merchants) throws IOException {
        return Traffic.read(checkouts, TrafficPlan.of(merchants, SEED, InstantSource.system(), random));
    }

    /** An engine with the platform's 20 rules and 20 of each merchant. */
    Target engine(String... settings) throws IOException, InterruptedException {
        return engine(traffic(MERCHANTS), "", List.of(settings));
    }

    /** The same with keys in force: each merchant has one of its own, and sends it. */
    Target engineWithKeys(int merchants) throws IOException, InterruptedException {
        String adminKey = MerchantKeys.generate();
        Target engine = engine(
                traffic(merchants), adminKey, List.of("riskgate.keys.required=true", "riskgate.admin-key=" + adminKey));
        Map<String, String> keys =
                MerchantKeys.make(engine.server(), engine.traffic().merchants());
        return engine.with(engine.name(), engine.traffic().withKeys(keys));
    }

    private Target engine(Traffic traffic, String adminKey, List<String> settings)
            throws IOException, InterruptedException {
        Path rules = RuleFiles.of(rulesSource(), traffic.merchants(), servers.work());
        Server server = servers.engine(rules, List.of(), settings);
        server.useKey(adminKey);
        fillLists(server, traffic.merchants());
        return Target.of("decisions", server, DECISIONS, traffic);
    }

    /** What one would write instead, with the rules that {@link #engine} has. */
    Target baseline() throws IOException, InterruptedException {
        Traffic traffic = traffic(MERCHANTS);
        Path rules = RuleFiles.of(rulesSource(), traffic.merchants(), servers.work());
        return Target.of("baseline", servers.baseline(rules), DECISIONS, traffic);
    }

    private static void fillLists(Server server, List<String> merchants) throws IOException, InterruptedException {
        list(server, "platform", "blocked_cards", RuleFiles.BLOCKED_CARDS);
        for (String merchant : merchants) {
            list(server, merchant, "vip_customers", RuleFiles.VIP_CUSTOMERS);
        }
    }

    private static void list(Server server, String scope, String name, List<String> values)
            throws IOException, InterruptedException {
        String body = "{\"entries\":[\"" + String.join("\",\"", values) + "\"]}";
        var reply = server.send("PUT", "/v1/lists/" + scope + "/" + name + "/entries", "application/json", body);
        if (reply.statusCode() >= 300) {
            throw new IOException("a list was refused with " + reply.statusCode() + ": " + reply.body());
        }
    }

    /** Loads it until its code is compiled: slowly first, then at the rate. */
    void warmUp(Target target, double perSecond) throws IOException, InterruptedException {
        warmUp(target, perSecond, warmUp);
    }

    void warmUp(Target target, double perSecond, Duration time) throws IOException, InterruptedException {
        List<Schedule.Stage> stages = new ArrayList<>();
        stages.add(new Schedule.Stage(Math.min(WARM_UP_START, perSecond), WARM_UP_START_TIME));
        stages.add(new Schedule.Stage(Math.max(WARM_UP_START, perSecond / 2), time.dividedBy(2)));
        stages.add(new Schedule.Stage(perSecond, time.dividedBy(2)));
        run(target.name() + ", warm-up", target, new Schedule(stages, Schedule.Spacing.CONSTANT, 0));
    }

    /** A run that counts. */
    Measurement measure(String name, Target target, double perSecond) throws IOException, InterruptedException {
        return run(name, target, Schedule.poisson(perSecond, measured, SEED));
    }

    /** Any run. */
    Measurement run(String name, Target target, Schedule schedule) throws IOException, InterruptedException {
        collectOwnGarbage();
        Probe.Reading before = target.probe().read();
        LoadResult result = load(target, schedule);
        Measurement measurement = new Measurement(
                name, result, target.probe().since(before, result.counts().offered()));
        say(
                "  %-44s %,8.0f/s  P50 %6.2f  P99 %7.2f  P99.9 %7.2f ms  late %5.2f  errors %d  degraded %.2f %%  %.1f us  %.1f KiB",
                name,
                result.achievedPerSecond(),
                result.latency().p50(),
                result.latency().p99(),
                result.latency().p999(),
                result.lateness().p99(),
                result.counts().errors(),
                100 * result.counts().degradedShare(),
                measurement.vitals().serverMicros(),
                measurement.vitals().allocatedBytes() / 1024);
        return measurement;
    }

    /** A run without a look at what it cost; for threads beside the bench's. */
    LoadResult load(Target target, Schedule schedule) throws InterruptedException {
        LoadPlan plan =
                LoadPlan.of(target.server().url(target.path()), schedule).withFirstNumber(takeNumbers(schedule));
        return OpenLoop.run(plan, target.traffic());
    }

    /** A run at the highest rate that holds, of decisions with the usual rules, embedded; searched for once. */
    Measurement atSaturation(Target decisions) throws IOException, InterruptedException {
        Measurement known = saturation;
        if (known == null) {
            known = new Saturation(this).search(decisions);
            saturation = known;
        }
        return known;
    }

    /** The highest rate that holds, as {@link #atSaturation}. */
    double saturation(Target decisions) throws IOException, InterruptedException {
        return atSaturation(decisions).result().offeredPerSecond();
    }

    /** A collection of the generator's own stops it for 30 to 100 ms; it is to come before a run and not within. */
    private static void collectOwnGarbage() {
        System.gc();
    }

    void say(String format, Object... values) {
        progress.println(String.format(Locale.ROOT, format, values));
    }

    /** Every request of a bench has a number of its own, and so an id of its own. */
    private synchronized long takeNumbers(Schedule schedule) {
        long first = nextNumber;
        for (Schedule.Stage stage : schedule.stages()) {
            // Poisson arrivals vary.
            nextNumber += (long) (2 * stage.perSecond() * stage.duration().toMillis() / 1_000) + 1_000;
        }
        return first;
    }
}
