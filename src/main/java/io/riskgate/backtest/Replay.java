package io.riskgate.backtest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The story of a backtest: read events, put them in order, hand each to the partition of its merchant, add up what all have found.
 *
 * <p>The calling thread reads. Partitions are evaluated on lanes, each of which has some of them for itself; so a merchant's events are
 * evaluated in their order. All of them make way for live decisions.
 */
final class Replay {

    private final Source source;
    private final List<Partition> partitions;
    private final ToIntFunction<String> partitionOf;
    private final SpareTime spareTime;
    private final RunProgress progress;
    private final int threads;
    private final boolean stopsOnError;
    private final List<Lane> lanes = new ArrayList<>();
    private final WrongLines wrong = new WrongLines();

    /**
     * @param partitionOf from a merchant's id to the number of its partition
     * @param threads that evaluate
     * @param stopsOnError whether the first line that cannot be read ends it
     */
    Replay(
            Source source,
            List<Partition> partitions,
            ToIntFunction<String> partitionOf,
            int threads,
            SpareTime spareTime,
            RunProgress progress,
            boolean stopsOnError) {
        this.source = source;
        this.partitions = partitions;
        this.partitionOf = partitionOf;
        this.spareTime = spareTime;
        this.progress = progress;
        this.threads = threads;
        this.stopsOnError = stopsOnError;
    }

    /** What came of it. */
    sealed interface Ended {

        record Whole(BacktestResult result) implements Ended {}

        /** It was cancelled, or had no more time. */
        record Unfinished() implements Ended {}

        /** A line could not be read, and that was to end it. */
        record WrongLine(String what) implements Ended {}
    }

    /**
     * Blocks until all is evaluated, or it is stopped. To be called once.
     *
     * @throws IOException if what it reads cannot be read at all
     */
    Ended run() throws IOException, InterruptedException {
        long begunNanos = System.nanoTime();
        for (int i = 0; i < Math.min(threads, partitions.size()); i++) {
            lanes.add(new Lane(i, this::evaluate, spareTime, progress));
        }
        try {
            ReorderBuffer buffer = new ReorderBuffer(this::hand);
            boolean stopped = !read(buffer);
            for (Lane lane : lanes) {
                Throwable failure = lane.await();
                if (failure != null) {
                    throw new IllegalStateException("a backtest could not be evaluated", failure);
                }
            }
            if (stopsOnError && wrong.count() > 0) {
                return new Ended.WrongLine(wrong.firstText());
            }
            return stopped || progress.isStopped()
                    ? new Ended.Unfinished()
                    : new Ended.Whole(result(buffer.late(), (System.nanoTime() - begunNanos) / 1_000_000));
        } finally {
            progress.cancel();
            for (Lane lane : lanes) {
                lane.await();
            }
            partitions.forEach(Partition::close);
        }
    }

    /** Whether all was read; else the lanes are told to end. */
    private boolean read(ReorderBuffer buffer) throws IOException, InterruptedException {
        boolean whole = false;
        try {
            source.read(new Pass(buffer));
            buffer.end();
            for (Lane lane : lanes) {
                lane.end();
            }
            whole = true;
        } catch (Stopped stopped) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        } finally {
            if (!whole) {
                progress.cancel();
            }
        }
        return whole;
    }

    private void hand(Event event) {
        try {
            lanes.get(partitionOf.applyAsInt(event.merchantId()) % lanes.size()).put(event);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    private void evaluate(Event event) {
        partitions.get(partitionOf.applyAsInt(event.merchantId())).take(event);
    }

    private BacktestResult result(long late, long durationMillis) {
        Tally all = new Tally();
        partitions.forEach(partition -> all.add(partition.tally()));
        return all.result(
                wrong, late, partitions.stream().anyMatch(Partition::windowsFull), Math.max(1, durationMillis));
    }

    /** What the source is read into. */
    private final class Pass implements Source.Reading {

        private final ReorderBuffer buffer;
        private final SpareTime.Slices slices = spareTime.begin();

        Pass(ReorderBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public void event(Event event) {
            stopIfAsked();
            buffer.add(event);
            slices.rest(progress::isStopped);
        }

        @Override
        public void wrongLine(long number, String what) {
            wrong.add(number, what);
            stopIfWrong();
        }

        @Override
        public void wrongLines(long count, List<String> what) {
            what.forEach(each -> wrong.add(null, each));
            wrong.add(Math.max(0, count - what.size()));
            stopIfWrong();
        }

        @Override
        public void reached(double fraction) {
            stopIfAsked();
            progress.reached(fraction);
            slices.rest(progress::isStopped);
        }

        private void stopIfWrong() {
            if (stopsOnError) {
                throw new Stopped();
            }
        }

        private void stopIfAsked() {
            if (progress.isStopped()) {
                throw new Stopped();
            }
        }
    }
}
