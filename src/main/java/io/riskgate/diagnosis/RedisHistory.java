package io.riskgate.diagnosis;

import io.riskgate.diagnosis.SharedStore.Outage;
import io.riskgate.diagnosis.SharedStore.State;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How Redis was in the last hour: whether its breakers opened, how often and for how long. */
@Singleton
final class RedisHistory implements Examination {

    static final String ID = "redis";

    static final Duration LOOKED_BACK = Duration.ofHours(1);

    private static final String ADVICE =
            "Decisions use this node's own windows meanwhile. Look at Redis and the network to it: its load, its slow log, its memory and"
                    + " how long its commands take. What it missed is counted in when it is back.";

    private final SharedStore store;
    private final Clock clock;

    RedisHistory(SharedStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Finding examine() {
        return judge(store.state(), clock.instant());
    }

    static Finding judge(Optional<State> shared, Instant now) {
        if (shared.isEmpty()) {
            return Finding.ok(ID, "This node is alone: it uses no Redis.", Numbers.none());
        }
        State state = shared.get();
        Outages outages = Outages.of(state.outages(), now);
        Numbers numbers = Numbers.of("connected", state.isConnected() ? 1 : 0)
                .and("complete", state.isComplete() ? 1 : 0)
                .and("openNow", outages.openNow())
                .and("openedInLastHour", outages.opened())
                .and("openMillisInLastHour", outages.openMillis())
                .and("longestOpenMillis", outages.longestMillis());
        if (!state.isConnected() || outages.openNow() > 0) {
            return Finding.of(
                    ID,
                    Severity.CRITICAL,
                    state.isConnected()
                            ? "Redis does not answer in time: the breaker is open."
                            : "There is no connection to Redis.",
                    numbers,
                    List.of(),
                    ADVICE);
        }
        if (outages.opened() > 0) {
            return Finding.of(
                    ID,
                    Severity.WARNING,
                    Wording.text(
                            "The breaker of Redis opened %s in the last hour, for %s at most.",
                            Wording.count(outages.opened(), "time"), Wording.nanos(outages.longestMillis() * 1e6)),
                    numbers,
                    List.of(),
                    ADVICE);
        }
        if (!state.isComplete()) {
            return Finding.of(
                    ID,
                    Severity.NOTICE,
                    "Redis answers, and is still being told what it missed.",
                    numbers,
                    List.of(),
                    "Nothing is to be done, unless this stays for minutes: then the log says what hinders it.");
        }
        return Finding.ok(ID, "Redis answers, and its breaker did not open in the last hour.", numbers);
    }

    /**
     * The outages of the last hour.
     *
     * @param openNow those that go on
     */
    private record Outages(int openNow, int opened, long openMillis, long longestMillis) {

        static Outages of(List<Outage> all, Instant now) {
            Instant from = now.minus(LOOKED_BACK);
            Outages sum = new Outages(0, 0, 0, 0);
            for (Outage outage : all) {
                Instant until = outage.until() == null ? now : outage.until();
                if (!until.isBefore(from)) {
                    Instant since = outage.since().isBefore(from) ? from : outage.since();
                    sum = sum.plus(
                            outage.until() == null,
                            Duration.between(since, until).toMillis());
                }
            }
            return sum;
        }

        private Outages plus(boolean goesOn, long millis) {
            return new Outages(
                    openNow + (goesOn ? 1 : 0), opened + 1, openMillis + millis, Math.max(longestMillis, millis));
        }
    }
}
