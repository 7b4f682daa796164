package io.riskgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.DeafListener;
import io.riskgate.journal.DiskWatch.Seen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that hangs, one that fails, and a real one. */
class DiskWatchTest {

    private static final Seen GIGABYTE = new Seen(1_000_000_000, new JournalSize(1, 2, Checkouts.NOON, 2));

    @TempDir
    Path dataDir;

    private final AtomicLong nanos = new AtomicLong();

    @Test
    @Timeout(30)
    void diskThatHangs_holdsUpNobodyWhoAsks_andIsSilentAfterAMinute() throws InterruptedException {
        CountDownLatch looked = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        AtomicLong looks = new AtomicLong();
        DiskWatch watch = new DiskWatch(
                () -> {
                    if (looks.incrementAndGet() == 2) {
                        looked.countDown();
                        awaitUninterruptibly(goesOn);
                    }
                    return GIGABYTE;
                },
                nanos::get);
        watch.look();
        Thread looking = Thread.ofPlatform().start(watch::look);
        looked.await();
        nanos.addAndGet(DiskWatch.SEEN_MAX.toNanos());
        assertThat(watch.seen()).hasValue(GIGABYTE);
        assertThat(watch.freeBytes()).isEqualTo(1e9);

        nanos.incrementAndGet();
        assertThat(watch.seen()).isEmpty();
        assertThat(watch.freeBytes()).isNaN();

        goesOn.countDown();
        looking.join();
        assertThat(watch.seen()).hasValue(GIGABYTE);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void diskThatFails_isAskedAgain() {
        AtomicLong looks = new AtomicLong();
        DiskWatch watch = new DiskWatch(
                () -> {
                    if (looks.incrementAndGet() == 1) {
                        throw new IOException("Input/output error");
                    }
                    return GIGABYTE;
                },
                nanos::get);
        watch.look();
        assertThat(watch.seen()).isEmpty();
        watch.look();
        assertThat(watch.seen()).hasValue(GIGABYTE);
    }

    @Test
    void directoryThatIsNotThereYet_willBeOnTheDiskThatIsAboveIt() throws IOException {
        Path later = dataDir.resolve("not/there/yet");
        try (FileJournal journal =
                new FileJournal(later, JournalSettings.DEFAULTS, new DeafListener(), Clock.systemUTC())) {
            Seen seen = DiskWatch.look(later, journal);
            assertThat(seen.freeBytes()).isPositive();
            assertThat(seen.journal().files()).isZero();
        }
    }
}
