package io.riskgate.store.redis;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.riskgate.diagnosis.SharedStore;
import io.riskgate.model.Address;
import io.riskgate.model.Card;
import io.riskgate.model.Checkout;
import io.riskgate.model.Customer;
import io.riskgate.model.Decision;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;
import io.riskgate.telemetry.LogText;
import io.riskgate.telemetry.MetricNames;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.SharedVelocity;
import io.riskgate.velocity.Window;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.util.TypeLiteral;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Windows in Redis. One script counts a checkout and reads everything that its two rulesets ask for, in one round trip; a
 * {@link RedisBreaker} sees to it that no decision waits longer than its share.
 *
 * <p>What may not have been counted is not remembered here: the journal has it. This only knows since when, and whoever
 * restores from there (see {@code decision.CatchUp}) may restore too much, since a checkout counts once. After a lost
 * connection all since {@link #MARGIN} before it is restored, because a failover can lose what the old master had answered; unless the
 * next one leads to the same {@link ServerMemory}.
 */
final class RedisVelocity implements SharedVelocity, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RedisVelocity.class);
    static final Duration MARGIN = Duration.ofSeconds(30);
    /** How much later than it was gathered, or by the clock than another, a decision can be journalled. */
    private static final Duration LAG = Duration.ofSeconds(1);

    private static final Duration ANSWER_MAX = Duration.ofSeconds(1);
    /** Of the histogram of answers; their usual share of the budget, 2 ms, is among them. */
    private static final Duration[] BOUNDS = {
        Duration.ofNanos(250_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(25)
    };

    private static final long LOG_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int WARM_UP_CALLS = 3_000;

    /** How the history of breakers calls the one of these. */
    private static final String WINDOWS = "windows";

    /** How often, and how long apart, a checkout is asked for again that another node is deciding right now. */
    private static final int ASK_AGAIN_MAX = 1;

    private static final long ASK_AGAIN_MILLIS = 1;

    private final Vertx vertx;
    private final LoopLinks links;
    private volatile KeyNames names;
    private volatile byte[] hashKey;
    private volatile RedisSettings settings;
    private final GatherCall.Limits limits;
    private volatile RedisBreaker<Gathered> breaker;
    private final Clock clock;
    private final BreakerHistory breakers;
    private final MeterRegistry registry;
    private final Script gather = Script.of("gather.lua");
    private final Script answer = Script.of("answer.lua");
    private final Backlog backlog = new Backlog();
    private final AtomicLong loggedAtNanos = new AtomicLong(System.nanoTime() - LOG_EVERY_NANOS);
    private final Counter round;
    private final Timer took;
    private final Counter openings;

    /** @param hashKey see {@link HashKey} */
    RedisVelocity(
            Vertx vertx, LoopLinks links, byte[] hashKey, RedisSettings settings, Clock clock, MeterRegistry registry) {
        this.vertx = vertx;
        this.links = links;
        this.settings = settings;
        this.clock = clock;
        breakers = new BreakerHistory(clock);
        this.registry = registry;
        this.hashKey = hashKey;
        names = new KeyNames(settings.prefix(), hashKey);
        limits = new GatherCall.Limits(settings.retention().toMillis(), settings.distinctValuesMax());
        openings = Counter.builder(MetricNames.REDIS_BREAKER_OPENINGS)
                .description("How often the breaker opened, after a try that failed too")
                .register(registry);
        breaker = newBreaker(settings.timeout());
        took = Timer.builder(MetricNames.REDIS_DURATION)
                .description("From a script of a decision to its answer")
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
        round = Counter.builder(MetricNames.REDIS_ROUND_TRIPS)
                .description("Scripts that decisions sent to Redis")
                .register(registry);
        Gauge.builder(MetricNames.REDIS_BREAKER_OPEN, this, v -> v.breakers.isAnyOpen() ? 1 : 0)
                .description("1 while decisions leave Redis alone, or only try whether it is back")
                .register(registry);
        Gauge.builder(MetricNames.REDIS_CONNECTED, this, v -> v.isConnected() ? 1 : 0)
                .description("1 while there is a connection")
                .register(registry);
        Gauge.builder(MetricNames.REDIS_BACKLOG, backlog, b -> b.ageSeconds(clock.instant()))
                .description("Age of the oldest decision that Redis may lack")
                .baseUnit("seconds")
                .register(registry);
    }

    private RedisBreaker<Gathered> newBreaker(Duration timeout) {
        return new RedisBreaker<>(
                settings, timeout, new TypeLiteral<CompletionStage<Gathered>>() {}, this::opened, breakers.of(WINDOWS));
    }

    /** Is called when a breaker of Redis opens, the ledger's too. */
    void opened() {
        openings.increment();
        links.dropSilent();
    }

    @Override
    public boolean isPresent() {
        return true;
    }

    @Override
    public boolean concerns(List<Feature> features) {
        return !features.isEmpty();
    }

    @Override
    public CompletionStage<Gathered> gather(Checkout checkout, List<Feature> features) {
        RedisBreaker<Gathered> guard = breaker;
        if (guard.pauses()) {
            return CompletableFuture.completedFuture(missing("breaker", null));
        }
        CompletionStage<Gathered> gathered;
        try {
            GatherCall call = GatherCall.counting(checkout, features, "", names, limits);
            gathered = guard.call(() -> gather(call, ASK_AGAIN_MAX));
        } catch (RuntimeException notCalled) {
            gathered = Future.<Gathered>failedFuture(notCalled).toCompletionStage();
        }
        return gathered.exceptionally(failed -> {
            Throwable cause = failed instanceof CompletionException wrapped && wrapped.getCause() != null
                    ? wrapped.getCause()
                    : failed;
            return missing(reason(cause), cause);
        });
    }

    @Override
    public CompletionStage<Gathered> peek(Checkout checkout, List<Feature> features) {
        GatherCall call = GatherCall.peeking(checkout, features, names, limits);
        Promise<Gathered> peeked = Promise.promise();
        long timer = vertx.setTimer(ANSWER_MAX.toMillis(), late -> peeked.tryComplete(new Gathered.Missing()));
        gather.call(links.common(), call.keys(), call.arguments()).onComplete(done -> {
            vertx.cancelTimer(timer);
            peeked.tryComplete(done.succeeded() ? gathered(call, done.result()) : new Gathered.Missing());
        });
        return peeked.future().toCompletionStage();
    }

    private Future<Gathered> gather(GatherCall call, int askAgain) {
        round.increment();
        long sentAtNanos = System.nanoTime();
        return gather.call(links.near(), call.keys(), call.arguments())
                .compose(
                        reply -> {
                            took.record(System.nanoTime() - sentAtNanos, TimeUnit.NANOSECONDS);
                            boolean undecided = reply.get(0).toString().equals("known");
                            return undecided && askAgain > 0
                                    ? later().compose(now -> gather(call, askAgain - 1))
                                    : Future.succeededFuture(gathered(call, reply));
                        },
                        failed -> ServerError.of(failed).isOfOneKey()
                                ? Future.succeededFuture(missing(reason(failed), failed))
                                : Future.failedFuture(failed));
    }

    private Future<Void> later() {
        Promise<Void> later = Promise.promise();
        vertx.setTimer(ASK_AGAIN_MILLIS, now -> later.complete());
        return later.future();
    }

    private Gathered gathered(GatherCall call, Response reply) {
        if (!reply.get(0).toString().equals("answered")) {
            List<Long> numbers = new ArrayList<>(reply.size() - 1);
            for (int i = 1; i < reply.size(); i++) {
                numbers.add(reply.get(i).toLong());
            }
            return new Gathered.Counted(Arrays.asList(call.values(numbers)));
        }
        try {
            return new Gathered.Answered(AnswerJson.read(reply.get(1).toString()));
        } catch (IOException foreign) {
            return missing("corrupt", foreign);
        }
    }

    /** Why a call failed, as a metric's label. */
    private static String reason(Throwable failed) {
        ServerError error = ServerError.of(failed);
        if (error != ServerError.NONE) {
            return error.label();
        }
        return switch (failed) {
            case TimeoutException late -> "timeout";
            case CircuitBreakerOpenException open -> "breaker";
            case BulkheadException full -> "waiting";
            default -> "connection";
        };
    }

    /** @param failed {@code null} if nothing was tried */
    private Gathered missing(String reason, @Nullable Throwable failed) {
        Counter.builder(MetricNames.REDIS_MISSING)
                .description("Decisions that had to do without Redis, by why")
                .tag(MetricNames.REASON, reason)
                .register(registry)
                .increment();
        lack(Gap.missed(clock.instant().minus(LAG)));
        long last = loggedAtNanos.get();
        long now = System.nanoTime();
        if (now - last >= LOG_EVERY_NANOS && loggedAtNanos.compareAndSet(last, now)) {
            String why = failed == null ? "Redis is left alone for a while" : LogText.of(String.valueOf(failed));
            LOG.warnf("Decisions use this node's own windows (%s): %s", reason, why);
        }
        return new Gathered.Missing();
    }

    @Override
    public void answered(Decision decision) {
        long sentAtMillis = clock.millis();
        String mark = names.mark(decision.merchantId(), decision.id());
        answer.call(
                        links.near(),
                        List.of(mark),
                        List.of(
                                AnswerJson.write(decision),
                                Long.toString(settings.retention().toMillis())))
                .onFailure(failed ->
                        lack(Gap.all(Instant.ofEpochMilli(sentAtMillis).minus(LAG))));
    }

    @Override
    public void lack(Gap more) {
        backlog.add(more);
    }

    @Override
    public Optional<Gap> takeGap() {
        return isConnected() ? backlog.take() : Optional.empty();
    }

    /** Uses other bounds from now on, with a breaker that is closed. */
    void configure(RedisSettings other) {
        settings = other;
        breaker = newBreaker(other.timeout());
    }

    /** What keys are called now. */
    KeyNames names() {
        return names;
    }

    boolean isConnected() {
        return links.common().isConnected();
    }

    CircuitBreakerState breakerState() {
        return breaker.state();
    }

    /** How the breakers of Redis were, the ledger's too. */
    BreakerHistory breakers() {
        return breakers;
    }

    /** What a diagnosis sees of Redis. */
    SharedStore watch() {
        return new RedisWatch(
                () -> new SharedStore.State(isConnected(), isComplete(), breakers.outages()),
                () -> links.common().send(Request.cmd(Command.TIME)),
                clock);
    }

    /** Notes that a connection was lost so long ago, and with it, if a master is gone, what it had answered last. */
    void connectionLost(Duration ago) {
        lack(Gap.all(clock.instant().minus(ago).minus(MARGIN)));
    }

    @Override
    public void caughtUp() {
        backlog.restored();
    }

    /** Whether the windows have all that this node decided, as far as is known. */
    boolean isComplete() {
        return backlog.isEmpty();
    }

    @Override
    public CompletionStage<Void> restore(Checkout checkout, Decision decision, List<Feature> features) {
        GatherCall call = GatherCall.counting(checkout, features, AnswerJson.write(decision), names, limits);
        Promise<Void> restored = Promise.promise();
        long timer = vertx.setTimer(ANSWER_MAX.toMillis(), late -> {
            // Where no decision comes along, nobody else finds out that nothing comes back.
            if (restored.tryFail("no answer in time")) {
                links.dropSilent();
            }
        });
        gather.call(links.common(), call.keys(), call.arguments()).onComplete(done -> {
            vertx.cancelTimer(timer);
            if (done.succeeded() || ServerError.of(done.cause()).isOfOneKey()) {
                restored.tryComplete();
            } else {
                restored.tryFail(done.cause());
            }
        });
        return restored.future().toCompletionStage();
    }

    @Override
    public void warmUp(Duration timeMax) {
        List<Feature> features = List.of(
                Feature.count(new Dimension("card"), Window.HOURS_1),
                Feature.sum(new Dimension("card"), Window.HOURS_24),
                Feature.distinct(new Dimension("device"), new Dimension("card"), Window.HOURS_1));
        long endNanos = System.nanoTime() + timeMax.toNanos();
        RedisBreaker<Gathered> patient = newBreaker(ANSWER_MAX);
        for (int i = 0; i < WARM_UP_CALLS && System.nanoTime() - endNanos < 0; i++) {
            GatherCall call = GatherCall.peeking(sample(i), features, names, limits);
            patient.call(() -> gather(call, 0))
                    .exceptionally(failed -> new Gathered.Missing())
                    .toCompletableFuture()
                    .join();
        }
        // It tells of itself as the windows' own does, and cannot close any more.
        breakers.closed(WINDOWS);
    }

    private static Checkout sample(int number) {
        String who = "warm-up-" + number % 10;
        return new Checkout(
                who,
                who,
                Instant.EPOCH,
                BigDecimal.ONE,
                "USD",
                Customer.NONE,
                new Card(who, null, null, null, null),
                new Device(who),
                Ip.NONE,
                Address.NONE,
                Address.NONE,
                List.of(),
                Map.of());
    }

    /**
     * Sees to it that Redis has this node's hash key, or this node the one of Redis.
     *
     * @return whether it had to change, so that this node's windows are under other names now
     */
    Future<Boolean> agreeOnHashKey() {
        return HashKey.agree(links.common(), settings.prefix(), hashKey).map(agreed -> {
            boolean other = !Arrays.equals(agreed, hashKey);
            if (other) {
                hashKey = agreed;
                names = new KeyNames(settings.prefix(), agreed);
            }
            return other;
        });
    }

    /** A name that is lost with the rest of Redis' memory, and so tells whether it was. */
    Future<Response> epoch(String fresh) {
        String name = KeyNames.shared(settings.prefix(), "epoch");
        return links.common()
                .send(Request.cmd(Command.SETNX).arg(name).arg(fresh))
                .compose(set -> links.common().send(Request.cmd(Command.GET).arg(name)));
    }

    @Override
    public void close() {
        links.close();
    }
}
