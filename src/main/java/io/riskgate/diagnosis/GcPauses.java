package io.riskgate.diagnosis;

import io.riskgate.decision.DecisionConfig;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The collector's pauses of the last quarter of an hour, against the budget of a decision. */
@Singleton
final class GcPauses implements Examination {

    static final String ID = "gc_pauses";

    /** Of the time: with more, pauses are no exception. */
    static final double TIME_SHARE_MAX = 0.01;

    private static final Duration LOOKED_BACK = Duration.ofMinutes(15);

    private final ProcessWatch process;
    private final Duration budget;
    private final Clock clock;

    GcPauses(ProcessWatch process, DecisionConfig config, Clock clock) {
        this.process = process;
        this.budget = config.budget();
        this.clock = clock;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Finding examine() {
        Instant since = clock.instant().minus(LOOKED_BACK);
        String how = process.isRecording()
                ? ""
                : " (Known to the millisecond, as averages: the flight recorder "
                        + process.recorderMissing()
                                .map(why -> "cannot run, " + why)
                                .orElse("is not running")
                        + ".)";
        return judge(process.collector(since), process.load(since), budget, how);
    }

    /** @param how they are known, where that is not to the nanosecond; for the end of the summary */
    static Finding judge(CollectorActivity collector, ProcessLoad load, Duration budget, String how) {
        if (!load.isKnown()) {
            return Finding.ok(ID, "The collector has not been watched for long enough." + how, Numbers.none());
        }
        double timeShare = (double) collector.pauseNanos() / load.watchedNanos();
        Numbers numbers = Numbers.of("longestPauseMillis", collector.longestPauseNanos() / 1e6)
                .and("budgetMillis", budget.toNanos() / 1e6)
                .and("pauses", collector.pauses())
                .and("pausesOver1Ms", collector.pausesOver1Ms())
                .and("pausesOver5Ms", collector.pausesOver5Ms())
                .and("timeShare", timeShare);
        String longest = Wording.text(
                "The longest of %d pauses took %s, of a budget of %s.%s",
                collector.pauses(), Wording.nanos(collector.longestPauseNanos()), Wording.nanos(budget.toNanos()), how);
        if (collector.longestPauseNanos() < budget.toNanos()) {
            return Finding.ok(ID, collector.pauses() == 0 ? "The collector did not pause." + how : longest, numbers);
        }
        return Finding.of(
                ID,
                timeShare > TIME_SHARE_MAX ? Severity.CRITICAL : Severity.WARNING,
                longest,
                numbers,
                List.of(),
                "Whatever was waiting then was late, and got the fallback verdict. Use ZGC, as ./riskgate serve does; with ZGC already,"
                        + " give the heap more room (JAVA_OPTS=-Xmx) and see that the machine does not swap.");
    }
}
