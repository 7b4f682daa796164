package io.riskgate.diagnosis;

import io.riskgate.journal.parts.UtcHour;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Whether the traffic of the next three days, by what was seen so far, fits into what this node can take. */
@Singleton
final class TrafficForecast implements Examination {

    static final String ID = "forecast";

    /** As many as a weekend with its night before has. */
    static final int HOURS_AHEAD = 72;

    private static final String BURSTS = " These are means of hours; single minutes have more.";

    private final TrafficHistory history;
    private final Saturation saturation;

    TrafficForecast(TrafficHistory history, Saturation saturation) {
        this.history = history;
        this.saturation = saturation;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Finding examine() {
        return judge(history.series(), saturation.rate());
    }

    static Finding judge(TrafficHistory.Series past, Optional<Saturation.Rate> saturation) {
        int pastHours = past.decisions().size();
        Numbers numbers = Numbers.of("historyHours", pastHours);
        Optional<Forecast> made = Forecast.of(past.decisions(), HOURS_AHEAD);
        if (made.isEmpty()) {
            return Finding.ok(
                    ID,
                    Wording.text(
                            "There are %d whole hours of traffic so far; a forecast needs %d.",
                            pastHours, 2 * Forecast.DAY),
                    numbers);
        }
        Forecast forecast = made.get();
        int peak = forecast.peak();
        double peakPerSecond = forecast.hours().get(peak) / UtcHour.SECONDS;
        numbers.and("seasonHours", forecast.seasonHours())
                .and("growth", forecast.growth())
                .and("peakPerSecond", peakPerSecond)
                .and("hoursUntilPeak", peak)
                .and("error", forecast.error().orElse(Double.NaN));
        String summary = Wording.text(
                "Of the next %d hours the one from %s on has the most: %.1f decisions a second, by %s before and a growth of %+.1f %%.",
                HOURS_AHEAD,
                UtcHour.begin(past.endHour() + peak),
                peakPerSecond,
                forecast.seasonHours() == Forecast.WEEK ? "the week" : "the day",
                (forecast.growth() - 1) * 100);
        if (saturation.isEmpty()) {
            return Finding.ok(ID, summary + " How many there could be is not known.", numbers);
        }
        return against(saturation.get(), forecast, peakPerSecond, summary, numbers);
    }

    private static Finding against(
            Saturation.Rate saturation, Forecast forecast, double peakPerSecond, String summary, Numbers numbers) {
        double share = peakPerSecond / saturation.perSecond();
        numbers.and("saturationPerSecond", saturation.perSecond())
                .and("saturationMeasured", saturation.isMeasured() ? 1 : 0)
                .and("peakShare", share);
        String compared = Wording.text(
                "%s That is %s of the %.0f that are %s to saturate this node.",
                summary, Wording.share(share), saturation.perSecond(), saturation.source());
        if (share < Headroom.SHARE_MAX) {
            return Finding.ok(ID, compared, numbers);
        }
        double tooMany = Headroom.SHARE_MAX * saturation.perSecond() * UtcHour.SECONDS;
        int first = 0;
        while (forecast.hours().get(first) < tooMany) {
            first++;
        }
        numbers.and("hoursUntilTooMany", first);
        return Finding.of(
                ID,
                share >= 1 ? Severity.CRITICAL : Severity.WARNING,
                compared + BURSTS,
                numbers,
                List.of(),
                Wording.text("In %d hours it is too much. %s", first, Headroom.ADVICE));
    }
}
