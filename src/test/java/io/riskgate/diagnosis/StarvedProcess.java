package io.riskgate.diagnosis;

import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Keeps half of its heap in use and allocates as fast as it can, until that is found or half a minute is over. */
final class StarvedProcess {

    private static final int KEPT = 1_000;
    private static final int BYTES = 64 * 1_024;
    private static final int THREADS = 4;
    private static final Duration TIME_MAX = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private StarvedProcess() {}

    public static void main(String... arguments) {
        Instant begin = Instant.now();
        ProcessWatch watch = new ProcessWatch(() -> EngineCounts.NONE, Clock.systemUTC());
        watch.look();
        watch.startRecorder();
        AtomicReferenceArray<byte[]> kept = new AtomicReferenceArray<>(KEPT);
        for (int i = 0; i < THREADS; i++) {
            Thread.ofPlatform().daemon().start(() -> {
                while (true) {
                    kept.set(ThreadLocalRandom.current().nextInt(KEPT), new byte[BYTES]);
                }
            });
        }
        await().atMost(TIME_MAX)
                .pollInterval(LOOK_EVERY)
                .until(() -> watch.collector(begin).stalls() > 0);
        watch.look();
        Finding finding = GcPressure.judge(
                watch.collector(begin), watch.load(begin), Runtime.getRuntime().maxMemory());
        System.out.println(finding.severity() + " " + finding.summary());
        Runtime.getRuntime().halt(0);
    }
}
