package io.riskgate.decision;

import static io.riskgate.fixture.Checkouts.checkout;
import static io.riskgate.fixture.LambdaRules.firing;
import static io.riskgate.fixture.LambdaRules.ruleset;
import static io.riskgate.fixture.LambdaRules.score;
import static io.riskgate.fixture.OtlpReceiver.attributes;
import static io.riskgate.fixture.OtlpReceiver.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.trace.v1.Span;
import io.riskgate.fixture.LambdaRules;
import io.riskgate.fixture.OtlpReceiver;
import io.riskgate.limits.NoSharedLedger;
import io.riskgate.merchant.MerchantChange;
import io.riskgate.merchant.MerchantDocument;
import io.riskgate.merchant.MerchantRegistry;
import io.riskgate.merchant.TraceAttribute;
import io.riskgate.model.Address;
import io.riskgate.model.Card;
import io.riskgate.model.Checkout;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import io.riskgate.model.Effect;
import io.riskgate.model.Ip;
import io.riskgate.model.Item;
import io.riskgate.rules.Ruleset;
import io.riskgate.store.FileMerchantStore;
import io.riskgate.telemetry.MetricNames;
import io.riskgate.tracing.DecisionTrace;
import io.riskgate.tracing.Stage;
import io.riskgate.tracing.Tracing;
import io.riskgate.tracing.TracingSettings;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.Window;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a receiver of OTLP gets of decisions. */
class DecisionTracesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String SAMPLED = "00-" + TRACE + "-" + CALLER + "-01";
    private static final String NOT_SAMPLED = "00-" + TRACE + "-" + CALLER + "-00";
    /** For a receiver that answers. */
    private static final Duration LONG = Duration.ofSeconds(10);

    private static final Set<TraceAttribute> ID = Set.of(TraceAttribute.ID);

    private final OtlpReceiver receiver = new OtlpReceiver();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Engine engine = new Engine();
    private Tracing tracing = tracing(() -> 0, 1_000, LONG);

    @TempDir
    Path directory;

    private Tracing tracing(DoubleSupplier lots, int queueMax, Duration timeout) {
        return new Tracing(
                Optional.of(new TracingSettings(
                        receiver.endpoint(), Map.of("Authorization", "Bearer secret"), timeout, queueMax)),
                () -> "node-1",
                engine.merchants,
                Clock.systemUTC(),
                lots,
                meters);
    }

    /** In place of the ones that there are. */
    private void restart(Engine other, DoubleSupplier lots, int queueMax, Duration timeout) {
        engine.close();
        tracing.close();
        engine = other;
        tracing = tracing(lots, queueMax, timeout);
    }

    @AfterEach
    void stop() {
        engine.close();
        tracing.close();
        receiver.close();
    }

    /** As a caller changes it. */
    private void put(String merchantId, double part, Set<TraceAttribute> attributes) {
        MerchantRegistry registry = new MerchantRegistry(
                new FileMerchantStore(directory), engine.merchants, url -> true, Clock.systemUTC());
        assertThat(registry.put(
                        merchantId,
                        new MerchantDocument(null, null, null, null, null, null, part, null, null, attributes)))
                .isEqualTo(new MerchantChange.Done());
    }

    private @Nullable DecisionTrace begin(String merchantId, @Nullable String traceparent) {
        return tracing.draws(merchantId) ? tracing.begin(merchantId, traceparent, null, System.nanoTime()) : null;
    }

    private Answer decide(Checkout checkout, @Nullable DecisionTrace trace) {
        return engine.pipeline
                .decide(checkout, trace)
                .subscribeAsCompletionStage()
                .join();
    }

    private Answer decide(Checkout checkout) {
        return decide(checkout, begin(checkout.merchantId(), null));
    }

    /** What the receiver has when all is over. */
    private List<Span> decisions() {
        engine.stop(Duration.ofSeconds(5));
        tracing.close();
        return receiver.decisions();
    }

    private List<String> stageNames(Span decision) {
        return receiver.stages(decision).stream().map(Span::getName).toList();
    }

    private double spans(String result) {
        return meters.get(MetricNames.TRACING_SPANS)
                .tag(MetricNames.RESULT, result)
                .counter()
                .count();
    }

    @Test
    void stages_areTheDecisionsChildrenOneAfterTheOther() {
        put("acme", 1, ID);
        engine.rulesets.activate(ruleset("platform", 3, e -> {}));
        engine.rulesets.activate(ruleset("acme", 7, e -> {}));
        DecisionTrace trace = begin("acme", null);
        trace.enter(Stage.READ, System.nanoTime());
        Answer answer = decide(checkout("acme", "1"), trace);

        Span decision = decisions().getFirst();
        assertThat(decision.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(decision.getParentSpanId().isEmpty()).isTrue();
        assertThat(stageNames(decision))
                .containsExactly(
                        "read",
                        "claim",
                        "queue",
                        "gather",
                        "evaluate platform",
                        "evaluate merchant",
                        "conclude",
                        "reply");
        List<Span> stages = receiver.stages(decision);
        long endNanos = stages.getFirst().getStartTimeUnixNano();
        assertThat(endNanos).isGreaterThanOrEqualTo(decision.getStartTimeUnixNano());
        for (Span stage : stages) {
            assertThat(stage.getTraceId()).isEqualTo(decision.getTraceId());
            assertThat(stage.getStartTimeUnixNano()).isEqualTo(endNanos);
            assertThat(stage.getEndTimeUnixNano()).isGreaterThanOrEqualTo(endNanos);
            endNanos = stage.getEndTimeUnixNano();
        }
        assertThat(decision.getEndTimeUnixNano()).isEqualTo(endNanos);
        assertThat(endNanos - decision.getStartTimeUnixNano())
                .isGreaterThanOrEqualTo(answer.decision().elapsedMicros() * 1_000);
        assertThat(spans("sent")).isEqualTo(9);
        assertThat(receiver.authorization()).isEqualTo("Bearer secret");
        assertThat(receiver.got().getFirst().getResourceSpans(0).getResource().toString())
                .contains("riskgate", "node-1");
    }

    @Test
    void traceOfTheCaller_goesOnAndIsToldBack() {
        put("acme", 1, ID);
        DecisionTrace trace = tracing.begin("acme", SAMPLED, "shop=1,other=2", System.nanoTime());
        decide(checkout("acme", "1"), trace);

        Span decision = decisions().getFirst();
        assertThat(hex(decision.getTraceId())).isEqualTo(TRACE);
        assertThat(hex(decision.getParentSpanId())).isEqualTo(CALLER);
        assertThat(decision.getTraceState()).isEqualTo("shop=1,other=2");
        assertThat(trace.response()).isEqualTo("00-" + TRACE + "-" + hex(decision.getSpanId()) + "-01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-00000000000000000000000000000000-" + CALLER + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-" + TRACE + "-01",
                "ff-" + TRACE + "-" + CALLER + "-01"
            })
    void malformedTraceOfTheCaller_isAsIfThereWereNone(String traceparent) {
        put("acme", 1, ID);
        decide(checkout("acme", "1"), begin("acme", traceparent));

        Span decision = decisions().getFirst();
        assertThat(hex(decision.getTraceId())).hasSize(32).isNotEqualTo(TRACE);
        assertThat(decision.getParentSpanId().isEmpty()).isTrue();
    }

    @Test
    void callerWhoseTraceIsNotSampled_isLeftOut() {
        put("acme", 1, ID);
        decide(checkout("acme", "1"), begin("acme", NOT_SAMPLED));
        decide(checkout("acme", "2"));

        assertThat(decisions()).singleElement().satisfies(decision -> assertThat(attributes(decision))
                .containsEntry("riskgate.id", "2"));
    }

    @Test
    void callerWhoseTraceIsSampled_getsNoMoreThanTheMerchantsPart() {
        Queue<Double> lots = new ArrayDeque<>(List.of(0.25, 0.24, 0.9, 0.0));
        restart(new Engine(), lots::remove, 1_000, LONG);
        put("acme", 0.25, ID);
        for (int i = 1; i <= 4; i++) {
            decide(checkout("acme", Integer.toString(i)), begin("acme", SAMPLED));
        }

        assertThat(decisions())
                .extracting(decision -> attributes(decision).get("riskgate.id"))
                .containsExactly("2", "4");
    }

    @Test
    void partAndAttributes_holdFromTheNextDecisionOn() {
        decide(checkout("acme", "nothing said"));
        put("acme", 1, Set.of(TraceAttribute.ID, TraceAttribute.VERDICT));
        decide(checkout("acme", "all"));
        put("acme", 1, Set.of(TraceAttribute.ID, TraceAttribute.AMOUNT, TraceAttribute.CURRENCY));
        decide(checkout("acme", "all, of others"));
        put("acme", 1, Set.of());
        decide(checkout("acme", "all, of none"));
        put("acme", 0, ID);
        decide(checkout("acme", "none"));

        assertThat(decisions().stream().map(OtlpReceiver::attributes).toList())
                .isEqualTo(List.of(
                        Map.of("riskgate.merchant", "acme", "riskgate.id", "all", "riskgate.verdict", "APPROVE"),
                        Map.of(
                                "riskgate.merchant",
                                "acme",
                                "riskgate.id",
                                "all, of others",
                                "riskgate.amount",
                                "10.00",
                                "riskgate.currency",
                                "USD"),
                        Map.of("riskgate.merchant", "acme")));
    }

    @Test
    void everyAttribute_saysItOfTheDecisionAndNothingOfWhoPays() {
        put("acme", 1, EnumSet.allOf(TraceAttribute.class));
        engine.rulesets.activate(ruleset("platform", 3, e -> {
            e.add(firing("Known card", 1, Effect.DECLINE, "known_card"));
            e.add(score("Far away", 2, 30, "far_away"));
        }));
        Checkout checkout = new Checkout(
                "chk-1",
                "acme",
                engine.clock.instant(),
                new BigDecimal("129.90"),
                "EUR",
                new Customer("customer-7", "ann@example.com", "+14155550100", engine.clock.instant()),
                new Card("fingerprint-7", "411111", "visa", "credit", "US"),
                new Device("device-7"),
                new Ip("203.0.113.7", "US"),
                new Address("1 Billing Street", "Billington", "94105", "US"),
                new Address("2 Shipping Street", "Shipton", "94107", "US"),
                List.of(new Item("sku-7", "gift_card", 1, BigDecimal.TEN)),
                Map.of("nickname", "annie"));
        decide(checkout);

        assertThat(attributes(decisions().getFirst()))
                .isEqualTo(Map.ofEntries(
                        Map.entry("riskgate.merchant", "acme"),
                        Map.entry("riskgate.id", "chk-1"),
                        Map.entry("riskgate.verdict", "DECLINE"),
                        Map.entry("riskgate.score", "30"),
                        Map.entry("riskgate.reasons", "known_card,far_away"),
                        Map.entry("riskgate.rules", "Known card,Far away"),
                        Map.entry("riskgate.tags", ""),
                        Map.entry("riskgate.rulesets", "platform@3"),
                        Map.entry("riskgate.degraded", ""),
                        Map.entry("riskgate.replayed", "false"),
                        Map.entry(
                                "riskgate.shard",
                                Integer.toString(engine.shards.of("acme").index())),
                        Map.entry("riskgate.amount", "129.90"),
                        Map.entry("riskgate.currency", "EUR"),
                        Map.entry("riskgate.items", "1")));
        assertThat(receiver.got().toString())
                .contains("Known card")
                .doesNotContain(
                        "customer-7",
                        "ann@example.com",
                        "+14155550100",
                        "fingerprint-7",
                        "411111",
                        "device-7",
                        "203.0.113.7",
                        "Billing",
                        "94105",
                        "Ship",
                        "94107",
                        "sku-7",
                        "gift_card",
                        "nickname",
                        "annie");
    }

    @Test
    void repeatedCheckout_isTracedAsAReplay() {
        put("acme", 1, Set.of(TraceAttribute.REPLAYED));
        decide(checkout("acme", "1"));
        decide(checkout("acme", "1"));

        List<Span> both = decisions();
        assertThat(both)
                .extracting(decision -> attributes(decision).get("riskgate.replayed"))
                .containsExactly("false", "true");
        assertThat(stageNames(both.get(1))).containsExactly("claim", "reply");
    }

    @Test
    void lateDecision_showsWhereItHung() throws Exception {
        restart(new Engine(Duration.ofMillis(100), Engine::windows), () -> 0, 1_000, LONG);
        put("acme", 1, Set.of(TraceAttribute.DEGRADED));
        CountDownLatch release = engine.block(engine.shards.of("acme").index());
        decide(checkout("acme", "1"));
        await().until(() -> !receiver.decisions().isEmpty());
        release.countDown();

        Span decision = decisions().getFirst();
        assertThat(receiver.decisions()).hasSize(1);
        assertThat(attributes(decision)).containsEntry("riskgate.degraded", "overload");
        assertThat(stageNames(decision)).containsExactly("claim", "queue", "reply");
        Span queue = receiver.stages(decision).get(1);
        assertThat(queue.getEndTimeUnixNano() - queue.getStartTimeUnixNano())
                .isGreaterThan(Duration.ofMillis(50).toNanos());
    }

    @Test
    void sharedWindows_areAStage() {
        restart(
                new Engine(
                        Duration.ofSeconds(10),
                        Engine::windows,
                        new UnreachableVelocity(),
                        new NoSharedLedger(),
                        scope -> (list, value) -> false),
                () -> 0,
                1_000,
                LONG);
        put("acme", 1, ID);
        Feature all = Feature.count(Dimension.of("merchant").orElseThrow(), Window.HOURS_1);
        engine.rulesets.activate(new Ruleset("acme", 1, "h", new LambdaRules(List.of(all), e -> {})));
        decide(checkout("acme", "1"));

        assertThat(stageNames(decisions().getFirst()))
                .containsExactly("claim", "redis", "queue", "gather", "evaluate merchant", "conclude", "reply");
    }

    @Test
    void receiverThatRefuses_costsSpansOnly() {
        put("acme", 1, ID);
        receiver.behave(OtlpReceiver.Behaviour.REFUSE);
        assertThat(decide(checkout("acme", "1")).decision().degraded()).isEmpty();
        await().until(() -> spans("failed") > 0);
        assertThat(spans("sent")).isZero();

        receiver.behave(OtlpReceiver.Behaviour.OK);
        decide(checkout("acme", "2"));
        assertThat(decisions())
                .extracting(decision -> attributes(decision).get("riskgate.id"))
                .containsExactly("2");
        assertThat(spans("sent")).isEqualTo(receiver.spans().size());
    }

    @Test
    void receiverThatHangs_costsSpansOnly() {
        restart(new Engine(), () -> 0, 4, Duration.ofMillis(300));
        put("acme", 1, ID);
        receiver.behave(OtlpReceiver.Behaviour.HANG);
        for (int i = 0; i < 200; i++) {
            assertThat(decide(checkout("acme", Integer.toString(i))).decision().degraded())
                    .isEmpty();
        }

        await().until(() -> spans("failed") > 0);
        assertThat(spans("dropped")).isGreaterThan(0);
        assertThat(spans("sent")).isZero();
        assertThat(engine.journal.entries()).hasSize(200);
    }

    @Test
    void withoutAReceiver_nothingIsTraced() {
        Tracing off = new Tracing(
                Optional.empty(),
                () -> {
                    throw new AssertionError("asked for a name");
                },
                engine.merchants,
                engine.clock,
                () -> 0,
                new SimpleMeterRegistry());
        put("acme", 1, ID);

        assertThat(off.isOn()).isFalse();
        assertThat(off.draws("acme")).isFalse();
        assertThat(off.begin("acme", SAMPLED, null, System.nanoTime())).isNull();
        off.close();
    }
}
