package io.riskgate.backtest;

import io.riskgate.backtest.BacktestReport.Progress;
import io.riskgate.backtest.BacktestReport.State;
import io.riskgate.telemetry.LogText;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The life of one backtest: it waits, runs, and ends one way. {@link #run} is for one thread, the rest for any; nothing else blocks. */
final class Backtest implements Runnable {

    /** Longer ones are ended. */
    static final Duration RUN_MAX = Duration.ofHours(1);

    private static final Logger LOG = Logger.getLogger(Backtest.class);
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final String id = UUID.randomUUID().toString();
    private final BacktestRequest request;
    private final Function<RunProgress, Replay> replays;
    private final Clock clock;
    private final Instant createdAt;

    private State state = State.WAITING;
    private @Nullable RunProgress progress;
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;
    private long startedNanos;
    private long endedNanos;
    private @Nullable BacktestResult result;
    private @Nullable String failure;

    /** @param replays makes what runs, when its turn has come */
    Backtest(BacktestRequest request, Function<RunProgress, Replay> replays, Clock clock) {
        this.request = request;
        this.replays = replays;
        this.clock = clock;
        createdAt = clock.instant();
    }

    String id() {
        return id;
    }

    /** Whose it is. */
    String scope() {
        return request.scope();
    }

    synchronized boolean isEnded() {
        return state != State.WAITING && state != State.RUNNING;
    }

    /** Ends it soon; does nothing to one that has ended. */
    synchronized void cancel() {
        if (state == State.WAITING) {
            end(State.CANCELLED);
        } else if (progress != null) {
            progress.cancel();
        }
    }

    @Override
    public void run() {
        RunProgress running = begin();
        if (running == null) {
            return;
        }
        try {
            switch (replays.apply(running).run()) {
                case Replay.Ended.Whole whole -> end(whole.result());
                case Replay.Ended.Unfinished unfinished -> {
                    if (running.isOverTime()) {
                        fail("It took longer than " + RUN_MAX.toMinutes() + " minutes");
                    } else {
                        end(State.CANCELLED);
                    }
                }
                case Replay.Ended.WrongLine wrong -> fail(wrong.what());
            }
        } catch (InterruptedException stopped) {
            end(State.CANCELLED);
        } catch (NoSuchFileException gone) {
            fail("The file is not kept any more");
        } catch (IOException | RuntimeException fault) {
            LOG.error("A backtest of " + LogText.of(scope()) + " failed", LogText.of(fault));
            fail("Riskgate failed; the log says why");
        }
    }

    private synchronized @Nullable RunProgress begin() {
        if (state != State.WAITING) {
            return null;
        }
        state = State.RUNNING;
        startedAt = clock.instant();
        startedNanos = System.nanoTime();
        RunProgress running = new RunProgress(RUN_MAX.toNanos());
        progress = running;
        return running;
    }

    private synchronized void end(BacktestResult found) {
        result = found;
        end(State.DONE);
    }

    private synchronized void fail(String why) {
        failure = why;
        end(State.FAILED);
    }

    private synchronized void end(State as) {
        state = as;
        endedAt = clock.instant();
        endedNanos = System.nanoTime();
    }

    synchronized BacktestReport report() {
        Period period = request.period();
        return new BacktestReport(
                id,
                request.scope(),
                state,
                request.candidate().name(),
                request.candidate().compiled().rules().size(),
                request.file() == null ? null : request.file().id(),
                period.from().equals(Instant.MIN) ? null : period.from(),
                period.to().equals(Instant.MAX) ? null : period.to(),
                period.warmUp().toSeconds(),
                request.merchantId(),
                request.sample(),
                createdAt,
                startedAt,
                endedAt,
                progress(),
                failure,
                result,
                notes());
    }

    private Progress progress() {
        if (progress == null) {
            return new Progress(0, 0, 0);
        }
        long nanos = Math.max(1, (endedAt == null ? System.nanoTime() : endedNanos) - startedNanos);
        long events = progress.events();
        return new Progress(state == State.DONE ? 1 : progress.fraction(), events, (long)
                ((double) events / nanos * NANOS_PER_SECOND));
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(
                "Lists, limits, merchants' settings and the other scopes' rules are as they are now, not as they were then.");
        notes.add("Windows that look back further than the history begin with it.");
        notes.add(
                request.file() == null
                        ? "The journal is this node's: what other nodes have decided is neither compared nor in the windows."
                        : "The verdicts before are those of the rules that are active now; reservations begin with the first checkout that is compared.");
        return notes;
    }
}
