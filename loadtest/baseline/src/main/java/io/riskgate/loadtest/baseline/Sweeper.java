package io.riskgate.loadtest.baseline;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Has what is too old forgotten once a minute, on a thread of its own. */
@Singleton
final class Sweeper {

    private final Windows windows;
    private final Answers answers;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    Sweeper(Windows windows, Answers answers) {
        this.windows = windows;
        this.answers = answers;
    }

    void start(@Observes StartupEvent event) {
        thread.scheduleWithFixedDelay(windows::forgetIdle, 1, 1, TimeUnit.MINUTES);
        thread.scheduleWithFixedDelay(answers::forgetOld, 1, 1, TimeUnit.MINUTES);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }
}
