package io.riskgate.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A thread of a replay that evaluates what the reader hands it, in that order. {@link #BATCHES_MAX} times {@link #BATCH} events wait for it at
 * most; then the reader waits. {@link #put} and {@link #end} are for the reader's thread.
 */
final class Lane {

    static final int BATCH = 128;
    static final int BATCHES_MAX = 8;

    private static final long LOOK_EVERY_MILLIS = 50;

    /** An empty batch is the last. */
    private final BlockingQueue<List<Event>> queue = new ArrayBlockingQueue<>(BATCHES_MAX);

    private final Consumer<Event> work;
    private final SpareTime spareTime;
    private final RunProgress progress;
    private final Thread thread;
    private List<Event> filling = new ArrayList<>(BATCH);
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;

    /** Begins at once. */
    Lane(int index, Consumer<Event> work, SpareTime spareTime, RunProgress progress) {
        this.work = work;
        this.spareTime = spareTime;
        this.progress = progress;
        thread = Thread.ofPlatform()
                .name("riskgate-backtest-lane-" + index)
                .daemon()
                .start(this::run);
    }

    /**
     * Waits while there is no room.
     *
     * @throws Stopped if the run is to end, or the lane has
     */
    void put(Event event) throws InterruptedException {
        filling.add(event);
        if (filling.size() == BATCH) {
            hand();
        }
    }

    /** Says that nothing more comes. */
    void end() throws InterruptedException {
        if (!filling.isEmpty()) {
            hand();
        }
        hand();
    }

    private void hand() throws InterruptedException {
        while (!queue.offer(filling, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            if (progress.isStopped() || ended) {
                throw new Stopped();
            }
        }
        filling = new ArrayList<>(BATCH);
    }

    /**
     * Waits for the thread, which ends after the last batch or when the run is stopped.
     *
     * @return what it threw, {@code null} if all is well
     */
    @Nullable
    Throwable await() throws InterruptedException {
        thread.join();
        return failure;
    }

    private void run() {
        try {
            SpareTime.Slices slices = spareTime.begin();
            for (List<Event> batch = take(); !batch.isEmpty(); batch = take()) {
                for (Event event : batch) {
                    if (progress.isStopped()) {
                        return;
                    }
                    work.accept(event);
                    slices.rest(progress::isStopped);
                }
                progress.add(batch.size());
            }
        } catch (InterruptedException stopped) {
            progress.cancel();
        } catch (Throwable e) {
            failure = e;
            progress.cancel();
        } finally {
            ended = true;
        }
    }

    /** Nothing if the run is stopped. */
    private List<Event> take() throws InterruptedException {
        List<Event> batch = null;
        while (batch == null) {
            batch = queue.poll(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            if (batch == null && progress.isStopped()) {
                return List.of();
            }
        }
        return batch;
    }
}
