package io.riskgate.decision;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The clocks of the whole engine, injected so that a test can bring its own. */
final class Clocks {

    @Produces
    @Singleton
    static Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    static NanoClock nanoClock() {
        return System::nanoTime;
    }
}
