package io.riskgate.diagnosis;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whether the collector keeps up with what is allocated, over the last minutes. */
@Singleton
final class GcPressure implements Examination {

    static final String ID = "gc_pressure";

    /** Of the heap, by what is left behind collections: with more, the collector comes again and again for little. */
    static final double LEFT_SHARE_MAX = 0.85;

    /** In which as much is allocated as the heap has: with less, the collector hardly rests. */
    static final double TURNOVER_SECONDS_MIN = 2;

    private static final Duration LOOKED_BACK = Duration.ofMinutes(5);

    private final ProcessWatch process;
    private final Clock clock;

    GcPressure(ProcessWatch process, Clock clock) {
        this.process = process;
        this.clock = clock;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Finding examine() {
        Instant since = clock.instant().minus(LOOKED_BACK);
        return judge(
                process.collector(since),
                process.load(since),
                Runtime.getRuntime().maxMemory());
    }

    static Finding judge(CollectorActivity collector, ProcessLoad load, long heapBytes) {
        if (!load.isKnown()) {
            return Finding.ok(ID, "The process has not been watched for long enough.", Numbers.none());
        }
        double perSecond = load.allocatedBytesPerSecond();
        double turnoverSeconds = heapBytes / perSecond;
        // What is in a heap that was not collected yet says nothing of what would be left.
        double leftShare = collector.collections() == 0 ? 0 : (double) load.leastHeapUsedBytes() / heapBytes;
        Numbers numbers = Numbers.of("allocatedBytesPerSecond", perSecond)
                .and("heapBytes", heapBytes)
                .and("heapLeftShare", leftShare)
                .and("collectionsPerMinute", collector.collections() * 60 / load.seconds())
                .and("allocationStalls", collector.stalls())
                .and("allocationStallMillis", collector.stallNanos() / 1e6);
        if (collector.stalls() > 0) {
            return Finding.of(
                    ID,
                    Severity.CRITICAL,
                    Wording.text(
                            "Threads waited for memory %s, %s in all: the collector does not keep up with %s a second.",
                            Wording.count(collector.stalls(), "time"),
                            Wording.nanos(collector.stallNanos()),
                            Wording.bytes(perSecond)),
                    numbers,
                    List.of(),
                    "Decisions stand still meanwhile. Give the heap more room (JAVA_OPTS=-Xmx), or the process more processors;"
                            + " failing that, take traffic off this node.");
        }
        if (leftShare >= LEFT_SHARE_MAX) {
            return Finding.of(
                    ID,
                    Severity.WARNING,
                    Wording.text("Collections leave %s of the heap in use.", Wording.share(leftShare)),
                    numbers,
                    List.of(),
                    "Give the heap more room (JAVA_OPTS=-Xmx), or bound what is kept: riskgate.velocity.groups-max,"
                            + " riskgate.idempotency.entries-max, riskgate.statistics.rows-max.");
        }
        if (turnoverSeconds < TURNOVER_SECONDS_MIN) {
            return Finding.of(
                    ID,
                    Severity.WARNING,
                    Wording.text(
                            "%s a second are allocated, the whole heap every %.1f s.",
                            Wording.bytes(perSecond), turnoverSeconds),
                    numbers,
                    List.of(),
                    "A larger heap (JAVA_OPTS=-Xmx) is collected less often, which leaves more of the processors to decisions.");
        }
        return Finding.ok(
                ID,
                Wording.text("%s a second are allocated, and no thread waited for memory.", Wording.bytes(perSecond)),
                numbers);
    }
}
