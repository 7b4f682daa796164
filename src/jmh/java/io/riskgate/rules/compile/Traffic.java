package io.riskgate.rules.compile;

import io.riskgate.lists.ListLookup;
import io.riskgate.model.Checkout;
import io.riskgate.simulator.DayPlan;
import io.riskgate.simulator.DaySimulator;
import io.riskgate.simulator.NamedList;
import io.riskgate.simulator.SimulatedDay;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.LocalVelocity;
import io.riskgate.velocity.VelocityLimits;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checkouts of a simulated day, attacks among them, again and again. What velocity says of each was worked out
 * beforehand, on the windows that the engine uses: a benchmark of rules measures neither.
 */
public final class Traffic {

    private static final DayPlan DAY = new DayPlan(42, 20_000, Instant.parse("2026-11-24T12:00:00Z"));
    private static final VelocityLimits LIMITS = new VelocityLimits(1_000_000, 4_000_000, 1_000, 2_000_000);
    /** One checkout in so many is kept, so that all hours and attacks of the day are there. */
    private static final int STRIDE = 5;

    /**
     * A checkout and what is known about it.
     *
     * @param number its place in {@link #events}
     * @param features the values of the features that were asked for, in that order
     */
    public record Event(int number, Checkout checkout, Number[] features) {}

    private final List<Feature> features;
    private final Event[] events;
    private final ListLookup lists;
    private int next;

    /** @param features what the rules ask of velocity */
    Traffic(List<Feature> features) {
        this.features = List.copyOf(features);
        SimulatedDay day = DaySimulator.simulate(DAY);
        LocalVelocity velocity = new LocalVelocity(LIMITS);
        day.history().forEach(played -> velocity.gather(played.checkout(), features));
        events = new Event[day.checkouts().size() / STRIDE];
        for (int i = 0; i < events.length * STRIDE; i++) {
            Checkout checkout = day.checkouts().get(i).checkout();
            Number[] values = velocity.gather(checkout, features);
            if (i % STRIDE == 0) {
                events[i / STRIDE] = new Event(i / STRIDE, checkout, values);
            }
        }
        lists = lookup(day.lists());
    }

    private static ListLookup lookup(List<NamedList> lists) {
        Map<String, Set<String>> byName = new HashMap<>();
        lists.forEach(list -> byName.put(list.name(), new HashSet<>(list.values())));
        return (list, value) -> byName.getOrDefault(list, Set.of()).contains(value);
    }

    /** The next checkout; after the last one, the first. */
    public Event next() {
        Event event = events[next];
        next = next + 1 == events.length ? 0 : next + 1;
        return event;
    }

    /** What {@link Event#features} are the values of. */
    public List<Feature> features() {
        return features;
    }

    /** All events, in the order of {@link #next}. */
    public List<Event> events() {
        return List.of(events);
    }

    /** How many different events there are. */
    int size() {
        return events.length;
    }

    ListLookup lists() {
        return lists;
    }
}
