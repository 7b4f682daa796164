package io.riskgate.simulator;

import java.util.List;

/**
 * A day, ready to be played.
 *
 * @param lists what is known beforehand, such as yesterday's stolen cards
 * @param history checkouts of the four weeks before, in order of time; played first, and not scored
 * @param checkouts the day itself, in order of time
 */
public record SimulatedDay(List<NamedList> lists, List<LabelledCheckout> history, List<LabelledCheckout> checkouts) {

    public SimulatedDay {
        lists = List.copyOf(lists);
        history = List.copyOf(history);
        checkouts = List.copyOf(checkouts);
    }

    /** How many checkouts of the day are not honest. */
    public long attackCheckouts() {
        return checkouts.stream().filter(c -> c.label() != Label.HONEST).count();
    }
}
