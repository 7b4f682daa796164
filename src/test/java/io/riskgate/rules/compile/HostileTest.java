package io.riskgate.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.compile.canary.Canary;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules that want to break out or to hurt: each is refused with a problem that its author can read, or, where it says
 * so, may be accepted because nothing comes of it. None takes long or much memory, and none touches anything: the
 * canaries are a class, a system property, a file, the threads of this process, and that it still lives.
 */
class HostileTest {

    /** Of computing, so that a busy machine does not matter. */
    private static final Duration TIME_MAX = Duration.ofSeconds(5);

    private static final Duration WAIT_MAX = Duration.ofSeconds(60);

    /** Allocated in all, which is more than is held at any moment. */
    private static final long BYTES_MAX = 1L << 30;

    private static final Path PWNED = Path.of("target/hostile/pwned");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static int attempts;
    private static int refused;
    private static int harmless;
    private static Cost slowest = Cost.NONE;
    private static Cost largest = Cost.NONE;
    private static Properties properties = new Properties();
    private static Set<Thread> threads = Set.of();
    private static Set<Path> files = Set.of();

    /** What one attempt cost, in computing and memory. */
    private record Cost(String attempt, long nanos, long bytes) {

        static final Cost NONE = new Cost("none", 0, 0);
    }

    @BeforeAll
    static void warmUp() throws IOException {
        Files.createDirectories(PWNED.getParent());
        Promises.check("", new DrlCompiler().compile(""));
        Promises.check("rule", new DrlCompiler().compile("rule"));
        String rule = "rule \"r\" when Checkout( amount > 1, currency matches \"a\" ) then decision.tag(\"t\"); end";
        Promises.check(rule, new DrlCompiler().compile(rule));
        properties = (Properties) System.getProperties().clone();
        threads = Thread.getAllStackTraces().keySet();
        files = files();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attempts")
    void attempt_isRefusedOrHarmless(Attempt attempt) throws InterruptedException {
        AtomicReference<Compilation> outcome = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicReference<Cost> cost = new AtomicReference<>(Cost.NONE);
        Thread thread = Thread.ofPlatform().daemon().name("attempt").start(() -> {
            try {
                long nanosBefore = THREADS.getCurrentThreadCpuTime();
                long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
                Compilation compilation = new DrlCompiler().compile(attempt.text());
                Promises.check(attempt.text(), compilation);
                cost.set(new Cost(
                        attempt.name(),
                        THREADS.getCurrentThreadCpuTime() - nanosBefore,
                        THREADS.getCurrentThreadAllocatedBytes() - bytesBefore));
                outcome.set(compilation);
            } catch (Throwable thrown) {
                failure.set(thrown);
            }
        });
        boolean ended = thread.join(WAIT_MAX);

        assertThat(ended)
                .as(() -> attempt + " is still in " + Arrays.toString(thread.getStackTrace()))
                .isTrue();
        assertThat(failure.get()).as(attempt.name()).isNull();
        count(outcome.get(), cost.get());
        if (!attempt.mayBeAccepted()) {
            assertThat(outcome.get()).as(attempt.name()).isInstanceOf(Compilation.Refused.class);
        }
        assertThat(cost.get().nanos()).as("nanoseconds of %s", attempt).isLessThan(TIME_MAX.toNanos());
        assertThat(cost.get().bytes()).as("bytes allocated by %s", attempt).isLessThan(BYTES_MAX);
        assertThat(System.getProperty(Canary.PROPERTY))
                .as("the canary after %s", attempt)
                .isNull();
        assertThat(PWNED).as(attempt.name()).doesNotExist();
    }

    static Stream<Attempt> attempts() {
        return Arrays.stream(Attempt.Frame.values())
                .map(Attempt.Frame::attempts)
                .flatMap(List::stream);
    }

    @AfterAll
    static void nothingWasTouched() throws IOException {
        System.out.printf(
                "hostile: %d attempts, %d refused, %d harmless; slowest %s with %d ms, largest %s with %d MiB allocated%n",
                attempts,
                refused,
                harmless,
                slowest.attempt(),
                TimeUnit.NANOSECONDS.toMillis(slowest.nanos()),
                largest.attempt(),
                largest.bytes() >> 20);
        assertThat(System.getProperties()).isEqualTo(properties);
        assertThat(files()).isEqualTo(files);
        Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
        left.removeAll(threads);
        assertThat(left).as("threads that an attempt left behind").isEmpty();
        assertThat(attempts().map(Attempt::name)).doesNotHaveDuplicates();
    }

    private static void count(Compilation outcome, Cost cost) {
        attempts++;
        refused += outcome instanceof Compilation.Refused ? 1 : 0;
        harmless += outcome instanceof Compilation.Accepted ? 1 : 0;
        slowest = cost.nanos() > slowest.nanos() ? cost : slowest;
        largest = cost.bytes() > largest.bytes() ? cost : largest;
    }

    /** What lies in the working directory. */
    private static Set<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(""))) {
            return Set.copyOf(all.toList());
        }
    }
}
