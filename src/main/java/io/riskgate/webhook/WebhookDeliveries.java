package io.riskgate.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.riskgate.journal.DeliveryEntry;
import io.riskgate.journal.Journal;
import io.riskgate.journal.OutcomeEntry;
import io.riskgate.merchant.Merchants;
import io.riskgate.merchant.Webhook;
import io.riskgate.telemetry.LogText;
import io.riskgate.telemetry.MetricNames;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Tells merchants what their reviews came to: at once, and where that fails again and again, each time after about twice as long, until
 * {@link #TRIED_FOR} after the answer. A message counts as delivered when the merchant's server answers it with a 2xx status; the
 * journal then has a line, too. So a merchant is told at least once, and by {@link WebhookMessage#id()} knows what it was told before.
 *
 * <p>At most {@link #OF_MERCHANT_MAX} messages are under way to one merchant, and {@link #AT_ONCE_MAX} to all, look-ups that nobody
 * answers included; the others wait for their turn. How many are pending is bounded by {@link PendingDeliveries}.
 *
 * <p>One thread has all of the state below and waits for nothing.
 */
@Singleton
public final class WebhookDeliveries {

    static final int OF_MERCHANT_MAX = 4;
    static final int AT_ONCE_MAX = 32;
    static final Duration TRIED_FOR = Duration.ofHours(24);

    private static final Logger LOG = Logger.getLogger(WebhookDeliveries.class);

    /** @param attempts that have failed */
    private record Attempt(OutcomeEntry answer, int attempts) {

        Attempt next() {
            return new Attempt(answer, attempts + 1);
        }
    }

    /** Of a merchant. */
    private static final class Lane {
        final Deque<Attempt> due = new ArrayDeque<>();
        int underWay;
    }

    private final PendingDeliveries pending;
    private final Journal journal;
    private final Merchants merchants;
    private final WebhookSettings settings;
    private final WebhookSender sender;
    private final Clock clock;
    private final RandomGenerator random;
    private final MeterRegistry registry;

    /**
     * Has at most one task for each pending answer and each attempt under way. What comes after the end is found by the next start; it
     * must not fail the journal's writer, which tells of it.
     */
    private final ExecutorService thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("riskgate-webhooks").daemon().factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    /** Those that have something due or under way; the one first that has had no attempt end for longest. */
    private final LinkedHashMap<String, Lane> lanes = new LinkedHashMap<>();

    private int underWay;

    /** @throws IllegalArgumentException naming the option that has a bad value */
    @Inject
    WebhookDeliveries(
            PendingDeliveries pending,
            Journal journal,
            Merchants merchants,
            WebhookConfig config,
            Vertx vertx,
            Clock clock,
            MeterRegistry registry) {
        this(
                pending,
                journal,
                merchants,
                WebhookSettings.of(config),
                new WebhookSender(vertx, WebhookSettings.of(config), clock, InetAddress::getAllByName),
                clock,
                new SplittableRandom(),
                registry);
    }

    WebhookDeliveries(
            PendingDeliveries pending,
            Journal journal,
            Merchants merchants,
            WebhookSettings settings,
            WebhookSender sender,
            Clock clock,
            RandomGenerator random,
            MeterRegistry registry) {
        this.pending = pending;
        this.journal = journal;
        this.merchants = merchants;
        this.settings = settings;
        this.sender = sender;
        this.clock = clock;
        this.random = random;
        this.registry = registry;
    }

    /** To be called when the journal has been replayed: before, what was delivered is not known. */
    public void start() {
        pending.start(answer -> thread.execute(() -> due(new Attempt(answer, 0))));
    }

    private void due(Attempt attempt) {
        lanes.computeIfAbsent(attempt.answer().merchantId(), first -> new Lane())
                .due
                .add(attempt);
        begin();
    }

    /** As many as may be under way. */
    private void begin() {
        Iterator<Lane> each = lanes.values().iterator();
        while (each.hasNext() && underWay < AT_ONCE_MAX) {
            Lane lane = each.next();
            while (lane.underWay < OF_MERCHANT_MAX && underWay < AT_ONCE_MAX && !lane.due.isEmpty()) {
                begin(lane, lane.due.remove());
            }
            if (lane.underWay == 0 && lane.due.isEmpty()) {
                each.remove();
            }
        }
    }

    private void begin(Lane lane, Attempt attempt) {
        OutcomeEntry answer = attempt.answer();
        Webhook webhook = merchants.settings(answer.merchantId()).webhook();
        if (webhook == null || webhook.secret() == null) {
            end(answer, false);
            return;
        }
        lane.underWay++;
        underWay++;
        sender.send(webhook, webhook.secret(), WebhookMessage.of(answer))
                .whenComplete((status, failure) -> answered(attempt, failure == null && isSuccess(status)));
    }

    private static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    private void answered(Attempt attempt, boolean isDelivered) {
        thread.execute(() -> {
            Lane lane = lanes.get(attempt.answer().merchantId());
            if (lane != null) {
                lane.underWay--;
                lanes.putLast(attempt.answer().merchantId(), lane);
            }
            underWay--;
            registry.counter(MetricNames.WEBHOOK_ATTEMPTS, MetricNames.RESULT, isDelivered ? "delivered" : "failed")
                    .increment();
            if (isDelivered) {
                end(attempt.answer(), true);
            } else {
                tryLater(attempt.next());
            }
            begin();
        });
    }

    private void tryLater(Attempt attempt) {
        long waitMillis = waitMillis(attempt.attempts());
        boolean isOver =
                attempt.answer().at().plus(TRIED_FOR).isBefore(clock.instant().plusMillis(waitMillis));
        if (isOver) {
            LOG.warnf(
                    "The merchant %s could not be told what the review of %s came to, and is not told any more",
                    LogText.of(attempt.answer().merchantId()),
                    LogText.of(attempt.answer().id()));
            end(attempt.answer(), false);
        } else {
            CompletableFuture.delayedExecutor(waitMillis, TimeUnit.MILLISECONDS, thread)
                    .execute(() -> due(attempt));
        }
    }

    /** Half of it, or up to one and a half times as long, so that a server that was away is not met by all at once. */
    private long waitMillis(int attempts) {
        double doubled = (double) settings.backoffMin().toMillis() * Math.pow(2, attempts - 1.0);
        double millis = Math.min(doubled, (double) settings.backoffMax().toMillis());
        return (long) (millis * (0.5 + random.nextDouble()));
    }

    /** If the journal does not take the line, the merchant is told again after a restart. */
    private void end(OutcomeEntry answer, boolean isDelivered) {
        journal.append(new DeliveryEntry(clock.instant(), answer.merchantId(), answer.id(), answer.at(), isDelivered));
        pending.forget(answer);
    }

    void stop(@Observes ShutdownEvent stop) {
        close();
    }

    /** What is under way is sent again after the next start. */
    void close() {
        thread.shutdownNow();
        sender.close();
    }
}
