package io.riskgate.limits;

import io.riskgate.model.Reservation.Held;
import java.util.List;

/** What became of a reservation that was to be settled. */
public sealed interface Settling {

    /** How a reservation ended. */
    enum State {
        CONFIRMED,
        RELEASED,
        /** Nobody settled it in time. */
        EXPIRED
    }

    /**
     * It has ended so, now or before.
     *
     * @param state the first one: what was released stays so when it is confirmed later
     * @param limits that it was under
     * @param again whether it had ended before
     */
    record Settled(State state, List<Held> limits, boolean again) implements Settling {}

    /** Nothing is reserved under that id: it is unknown, reserved nothing, or ended too long ago. */
    record Unknown() implements Settling {}

    /** It cannot be settled now, and is as it was. */
    record Unavailable(String why) implements Settling {}
}
