package io.riskgate.diagnosis;

import io.riskgate.diagnosis.SharedStore.ClockReading;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How far this node's clock is from that of Redis, and so, about, from those of other nodes. */
@Singleton
final class ClockSkew implements Examination {

    static final String ID = "clock";

    static final long AHEAD_MICROS_NOTICED = TimeUnit.MILLISECONDS.toMicros(250);

    /** As much as what is looked for in the journal may be later than it should be. */
    static final long AHEAD_MICROS_MAX = TimeUnit.SECONDS.toMicros(1);

    private final SharedStore store;

    ClockSkew(SharedStore store) {
        this.store = store;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Finding examine() {
        return judge(store.state().isPresent(), store.readClock());
    }

    static Finding judge(boolean isShared, Optional<ClockReading> reading) {
        if (!isShared) {
            return Finding.ok(ID, "This node is alone: there is no other clock to compare with.", Numbers.none());
        }
        if (reading.isEmpty()) {
            return Finding.of(
                    ID,
                    Severity.NOTICE,
                    "Redis did not say what time it has.",
                    Numbers.none(),
                    List.of(),
                    "The finding redis says how it is.");
        }
        ClockReading read = reading.get();
        Numbers numbers =
                Numbers.of("redisAheadMicros", read.aheadMicros()).and("roundTripMicros", read.roundTripMicros());
        // What it is at least, whenever within the round trip Redis looked at its clock.
        long surelyMicros = Math.max(0, Math.abs(read.aheadMicros()) - read.roundTripMicros() / 2);
        String summary = Wording.text(
                "The clock of Redis is %s %s this node's, give or take %s.",
                Wording.nanos(Math.abs(read.aheadMicros()) * 1e3),
                read.aheadMicros() >= 0 ? "ahead of" : "behind",
                Wording.nanos(read.roundTripMicros() * 1e3 / 2));
        if (surelyMicros < AHEAD_MICROS_NOTICED) {
            return Finding.ok(ID, summary, numbers);
        }
        return Finding.of(
                ID,
                surelyMicros >= AHEAD_MICROS_MAX ? Severity.WARNING : Severity.NOTICE,
                summary,
                numbers,
                List.of(),
                "Have both machines follow the same time servers. Nodes whose clocks differ count a checkout without occurredAt into other"
                        + " windows, and end what a limit holds at other times.");
    }
}
