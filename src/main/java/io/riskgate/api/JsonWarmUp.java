package io.riskgate.api;

import io.riskgate.model.Decision;
import io.riskgate.model.Effect;
import io.riskgate.model.Reason;
import io.riskgate.model.Verdict;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Reads and writes the JSON of made-up decisions before the first real one comes. While classes are still interpreted,
 * that takes the processors from the shards.
 */
@Singleton
public final class JsonWarmUp {

    static final int TIMES_MAX = 10_000;
    static final Duration TIME_MAX = Duration.ofSeconds(1);

    private static final Decision DECISION = new Decision(
            "warm-up",
            "warm-up",
            Verdict.REVIEW,
            30,
            List.of(new Reason("warm_up", "Warm-up", "platform@1", Effect.SCORE, 30)),
            List.of("warm"),
            List.of("platform@1"),
            List.of(),
            100);

    private final CheckoutReader reader;

    JsonWarmUp(CheckoutReader reader) {
        this.reader = reader;
    }

    /** Blocks until it has done so {@link #TIMES_MAX} times or for {@link #TIME_MAX}. */
    public void run() {
        byte[] body = DecisionExamples.CHECKOUT.getBytes(StandardCharsets.UTF_8);
        long endNanos = System.nanoTime() + TIME_MAX.toNanos();
        for (int i = 0; i < TIMES_MAX && System.nanoTime() - endNanos < 0; i++) {
            reader.read(body);
            DecisionJson.write(DECISION);
        }
    }
}
