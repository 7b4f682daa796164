package io.riskgate.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the next hours would bring if they were as the last season's, and as much more than these as these were more than the season
 * before: the seasonal naive method, with a factor for the trend. A season is a week, once there are two of them; until then a day, once
 * there are two of these; before that there is no forecast. A trend beyond a factor of {@link #GROWTH_MAX} a season is taken for that. What it
 * knows nothing of are holidays, sales, and how much the minutes of an hour differ.
 *
 * <p>Source: R. J. Hyndman and G. Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 5.2 (seasonal naive and
 * drift methods). Their drift adds an amount for each hour; traffic grows by factors, at its peaks by more than in its nights.
 *
 * @param seasonHours 168 or 24
 * @param growth the trend's factor of a season
 * @param hours decisions of each hour to come
 * @param error by how much such a forecast of the last season would have been wrong, as a share of that: the mean of the absolute errors
 *     of its hours; empty where there are no three seasons, or the last one had no decisions
 * @see <a href="https://otexts.com/fpp3/simple-methods.html">Some simple forecasting methods</a>
 */
record Forecast(int seasonHours, double growth, List<Double> hours, OptionalDouble error) {

    static final int DAY = 24;
    static final int WEEK = 7 * DAY;
    static final double GROWTH_MAX = 2;

    /**
     * Makes one.
     *
     * @param past decisions of each hour, oldest first
     * @param hoursAhead how many are asked for
     * @return empty if there is less than two days' past
     */
    static Optional<Forecast> of(List<Long> past, int hoursAhead) {
        int season = past.size() >= 2 * WEEK ? WEEK : DAY;
        if (past.size() < 2 * season) {
            return Optional.empty();
        }
        double growth = growth(past, season);
        return Optional.of(new Forecast(season, growth, ahead(past, season, growth, hoursAhead), error(past, season)));
    }

    private static double growth(List<Long> past, int season) {
        long last = sum(past, past.size() - season, past.size());
        long before = sum(past, past.size() - 2 * season, past.size() - season);
        return before == 0 ? 1 : Math.clamp((double) last / before, 1 / GROWTH_MAX, GROWTH_MAX);
    }

    private static List<Double> ahead(List<Long> past, int season, double growth, int hoursAhead) {
        List<Double> hours = new ArrayList<>(hoursAhead);
        for (int i = 0; i < hoursAhead; i++) {
            long sameHour = past.get(past.size() - season + i % season);
            hours.add(sameHour * Math.pow(growth, 1 + i / season));
        }
        return hours;
    }

    private static OptionalDouble error(List<Long> past, int season) {
        long last = sum(past, past.size() - season, past.size());
        if (past.size() < 3 * season || last == 0) {
            return OptionalDouble.empty();
        }
        List<Long> known = past.subList(0, past.size() - season);
        List<Double> foreseen = ahead(known, season, growth(known, season), season);
        double wrong = 0;
        for (int i = 0; i < season; i++) {
            wrong += Math.abs(foreseen.get(i) - past.get(known.size() + i));
        }
        return OptionalDouble.of(wrong / last);
    }

    private static long sum(List<Long> hours, int from, int to) {
        return hours.subList(from, to).stream().mapToLong(Long::longValue).sum();
    }

    /** Which of the hours has the most, counted from 0. */
    int peak() {
        int peak = 0;
        for (int i = 1; i < hours.size(); i++) {
            if (hours.get(i) > hours.get(peak)) {
                peak = i;
            }
        }
        return peak;
    }
}
