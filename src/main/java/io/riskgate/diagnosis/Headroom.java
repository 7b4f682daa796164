package io.riskgate.diagnosis;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How far the traffic of the last minutes is from saturation. */
@Singleton
final class Headroom implements Examination {

    static final String ID = "headroom";

    static final double SHARE_NOTICED = 0.6;
    /** Where queues begin to grow with every burst. */
    static final double SHARE_MAX = 0.8;

    static final double SHARE_SATURATED = 0.95;

    /** What to do, here and where a forecast says so. */
    static final String ADVICE =
            "Add a node, or processors. Cheaper decisions help as well: the finding costly_rules names the rules that cost most.";

    private static final Duration LOOKED_BACK = Duration.ofMinutes(5);

    private final ProcessWatch process;
    private final Saturation saturation;
    private final Clock clock;

    Headroom(ProcessWatch process, Saturation saturation, Clock clock) {
        this.process = process;
        this.saturation = saturation;
        this.clock = clock;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Finding examine() {
        return judge(process.load(clock.instant().minus(LOOKED_BACK)), saturation.rate());
    }

    static Finding judge(ProcessLoad load, Optional<Saturation.Rate> saturation) {
        double perSecond = load.decisionsPerSecond();
        if (saturation.isEmpty()) {
            return Finding.of(
                    ID,
                    Severity.NOTICE,
                    Wording.text(
                            "%.1f decisions a second; how many there could be is not known: the last hour had fewer than %d.",
                            perSecond, ProcessLoad.DECISIONS_MIN),
                    Numbers.of("decisionsPerSecond", perSecond),
                    List.of(),
                    "Measure it with ./riskgate loadtest on such a machine, and say it with riskgate.diagnosis.saturation-per-second.");
        }
        Saturation.Rate rate = saturation.get();
        double share = perSecond / rate.perSecond();
        Numbers numbers = Numbers.of("decisionsPerSecond", perSecond)
                .and("saturationPerSecond", rate.perSecond())
                .and("saturationMeasured", rate.isMeasured() ? 1 : 0)
                .and("share", share);
        String summary = Wording.text(
                "%.1f decisions a second, %s of the %.0f that are %s to saturate this node.",
                perSecond, Wording.share(share), rate.perSecond(), rate.source());
        Severity severity = severity(share);
        return severity == Severity.OK
                ? Finding.ok(ID, summary, numbers)
                : Finding.of(ID, severity, summary, numbers, List.of(), ADVICE);
    }

    private static Severity severity(double share) {
        if (share >= SHARE_SATURATED) {
            return Severity.CRITICAL;
        }
        if (share >= SHARE_MAX) {
            return Severity.WARNING;
        }
        return share >= SHARE_NOTICED ? Severity.NOTICE : Severity.OK;
    }
}
