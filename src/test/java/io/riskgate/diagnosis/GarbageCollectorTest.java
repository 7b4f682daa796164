package io.riskgate.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The collector of this process, and one that has far too little memory. */
class GarbageCollectorTest {

    private static final Duration BUDGET = Duration.ofMillis(5);
    private static final long GIB = 1L << 30;

    private final Instant begin = Instant.now();
    private final ProcessWatch watch = new ProcessWatch(() -> EngineCounts.NONE, Clock.systemUTC());

    private Finding pauses(Duration budget) {
        return GcPauses.judge(watch.collector(begin), watch.load(begin), budget, "");
    }

    @Test
    void pauses_areSeenByTheFlightRecorder() {
        watch.look();
        watch.startRecorder();
        try {
            assertThat(watch.isRecording()).isTrue();
            assertThat(watch.recorderMissing()).isEmpty();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                System.gc();
                return watch.collector(begin).pauses() >= 3;
            });
            watch.look();

            CollectorActivity seen = watch.collector(begin);
            assertThat(seen.collections()).isPositive();
            assertThat(seen.longestPauseNanos())
                    .isPositive()
                    .isLessThanOrEqualTo(seen.pauseNanos())
                    .isLessThan(TimeUnit.SECONDS.toNanos(30));
            assertThat(pauses(Duration.ofNanos(1)).severity()).isGreaterThanOrEqualTo(Severity.WARNING);
            assertThat(pauses(Duration.ofNanos(1)).advice()).contains("ZGC");
            assertThat(pauses(Duration.ofMinutes(1)).severity()).isEqualTo(Severity.OK);
        } finally {
            watch.stopRecorder();
        }
    }

    @Test
    void withoutTheRecorder_pausesAreThoseThatTheJvmCounts() {
        watch.look();
        System.gc();
        watch.look();

        CollectorActivity seen = watch.collector(begin);
        assertThat(seen.pauses()).isPositive();
        assertThat(seen.collections()).isPositive();
        assertThat(watch.isRecording()).isFalse();
    }

    @Test
    void severity_isByTheLongestPauseAndTheirShareOfTheTime() {
        ProcessLoad second = new ProcessLoad(TimeUnit.SECONDS.toNanos(1), 0, 0, EngineCounts.NONE, 0);
        CollectorActivity brief = CollectorActivity.ofPauses(100, TimeUnit.MICROSECONDS.toNanos(50));
        CollectorActivity one = CollectorActivity.ofPauses(1, TimeUnit.MILLISECONDS.toNanos(6));
        assertThat(GcPauses.judge(brief, second, BUDGET, "").severity()).isEqualTo(Severity.OK);
        assertThat(GcPauses.judge(brief.plus(one), second, BUDGET, "").severity())
                .isEqualTo(Severity.CRITICAL);
        ProcessLoad minute = new ProcessLoad(TimeUnit.MINUTES.toNanos(1), 0, 0, EngineCounts.NONE, 0);
        assertThat(GcPauses.judge(brief.plus(one), minute, BUDGET, ""))
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING))
                .satisfies(finding -> assertThat(finding.numbers())
                        .containsEntry("pauses", 101L)
                        .containsEntry("pausesOver1Ms", 1L)
                        .containsEntry("pausesOver5Ms", 1L)
                        .containsEntry("longestPauseMillis", 6.0));
    }

    @Test
    void allocation_isSeen() {
        watch.look();
        long kept = 0;
        for (int i = 0; i < 200; i++) {
            kept += new byte[1_000_000].length;
        }
        watch.look();

        ProcessLoad seen = watch.load(begin);
        assertThat(kept).isEqualTo(200_000_000L);
        assertThat(seen.allocatedBytes()).isBetween(kept, 100 * kept);
        assertThat(GcPressure.judge(CollectorActivity.NONE, seen, 1_000).severity())
                .as("of a heap that it fills many times a second")
                .isEqualTo(Severity.WARNING);
        assertThat(GcPressure.judge(CollectorActivity.NONE, seen, 1_000 * GIB).severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void heapThatStaysFull_isAWarning() {
        ProcessLoad full = new ProcessLoad(TimeUnit.SECONDS.toNanos(60), 0, 1, EngineCounts.NONE, 900);
        CollectorActivity collected = CollectorActivity.ofCollections(1);
        assertThat(GcPressure.judge(collected, full, 1_000).severity()).isEqualTo(Severity.WARNING);
        assertThat(GcPressure.judge(collected, full, 2_000).severity()).isEqualTo(Severity.OK);
        assertThat(GcPressure.judge(CollectorActivity.NONE, full, 1_000).severity())
                .isEqualTo(Severity.OK);
    }

    /** In a JVM of its own, with ZGC and 128 MiB. */
    @Test
    void threadsThatWaitForMemory_areCritical() throws IOException, InterruptedException {
        Process starved = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseZGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StarvedProcess.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(starved.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(starved.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(said).contains("CRITICAL Threads waited for memory");
        } finally {
            starved.destroyForcibly();
        }
    }
}
