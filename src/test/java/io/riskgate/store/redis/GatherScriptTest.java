package io.riskgate.store.redis;

import static io.riskgate.velocity.Shopping.CARD;
import static io.riskgate.velocity.Shopping.DEVICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.model.Checkout;
import io.riskgate.redis.RedisServer;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.ExactWindows;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.Shopping;
import io.riskgate.velocity.Window;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script in a real Redis, against the oracle that the embedded windows are held to. */
class GatherScriptTest {

    private static final long DAY = 24 * 3_600_000L;
    private static final GatherCall.Limits LIMITS = new GatherCall.Limits(DAY, 1_000);
    private static final List<Feature> FEATURES = features();
    private static final KeyNames NAMES = new KeyNames("test", new byte[32]);
    private static RedisServer server;
    private static String script;

    private int ids;

    private static List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        for (Window window : Window.values()) {
            features.add(Feature.count(CARD, window));
            features.add(Feature.sum(CARD, window));
            features.add(Feature.count(new Dimension("merchant"), window));
            features.add(Feature.distinct(DEVICE, CARD, window));
        }
        return features;
    }

    @BeforeAll
    static void start() throws IOException {
        server = RedisServer.start();
        try (var in = Objects.requireNonNull(GatherCall.class.getResourceAsStream("/redis/gather.lua"))) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void empty() {
        server.command("FLUSHALL");
    }

    private List<?> run(GatherCall call) {
        List<String> words = new ArrayList<>(
                List.of("EVAL", script, String.valueOf(call.keys().size())));
        words.addAll(call.keys());
        words.addAll(call.arguments());
        return (List<?>) Objects.requireNonNull(server.command(words.toArray(String[]::new)));
    }

    private Number[] count(Checkout checkout) {
        Checkout named = named(checkout, "id-" + ++ids);
        GatherCall peek = GatherCall.peeking(named, FEATURES, NAMES, LIMITS);
        Number[] foreseen = values(peek, run(peek));
        GatherCall call = GatherCall.counting(named, FEATURES, "", NAMES, LIMITS);
        List<?> reply = run(call);
        assertThat(reply.getFirst()).isEqualTo("counted");
        Number[] values = values(call, reply);
        assertThat(foreseen).as("peek").containsExactly(values);
        return values;
    }

    private static Number[] values(GatherCall call, List<?> reply) {
        return call.values(reply.stream().skip(1).map(Long.class::cast).toList());
    }

    private static Checkout named(Checkout c, String id) {
        return new Checkout(
                id,
                c.merchantId(),
                c.occurredAt(),
                c.amount(),
                c.currency(),
                c.customer(),
                c.card(),
                c.device(),
                c.ip(),
                c.billing(),
                c.shipping(),
                c.items(),
                c.attributes());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void inOrder_noneIsMissed_andThoseTooManyAreAtMostA32ndTooOld(long seed) {
        Shopping shopping = new Shopping(seed, 2, 3);
        ExactWindows exact = new ExactWindows();
        for (int i = 0; i < 600; i++) {
            Checkout checkout = shopping.next();
            exact.add(checkout);
            Number[] answers = count(checkout);
            for (int f = 0; f < answers.length; f++) {
                assertWithinBound(answers[f], exact, checkout, FEATURES.get(f));
            }
        }
    }

    @Test
    void afterLateCheckouts_readersInOrderStillMissNone() {
        Shopping shopping = new Shopping(4, 2, 2);
        ExactWindows exact = new ExactWindows();
        for (int i = 0; i < 600; i++) {
            boolean late = i % 4 == 3;
            Checkout checkout = late ? shopping.late(DAY) : shopping.next();
            exact.add(checkout);
            Number[] answers = count(checkout);
            for (int f = 0; f < answers.length && !late; f++) {
                assertWithinBound(answers[f], exact, checkout, FEATURES.get(f));
            }
        }
    }

    private static void assertWithinBound(Number answer, ExactWindows exact, Checkout checkout, Feature feature) {
        long earlierMillis =
                feature.kind() == Feature.Kind.DISTINCT ? 0 : feature.window().millis() / 32;
        assertThat(decimal(answer))
                .as("%s of %s", feature.text(), checkout)
                .isBetween(
                        decimal(exact.read(checkout, feature)),
                        decimal(exact.read(checkout, feature, earlierMillis, 0)));
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
    }
}
