package io.riskgate.store.redis;

import io.riskgate.limits.Claim;
import io.riskgate.limits.Settling;
import io.riskgate.limits.Settling.State;
import io.riskgate.limits.Settling.Unavailable;
import io.riskgate.limits.SharedLedger;
import io.riskgate.model.Checkout;
import io.riskgate.model.Reservation;
import io.riskgate.velocity.SharedVelocity.Gap;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reservations in Redis. One script looks what counts and reserves what fits, so that nodes together never reserve more than a
 * limit; a breaker of its own sees to it that no decision waits longer than its share. The call is under way at the same time as that of
 * the windows, so a decision that asks for both still has one round trip. All calls go over one connection: what takes back or
 * restores a reservation must not overtake the call that makes it.
 *
 * <p>What Redis may lack is in the journal, as it is with {@link RedisVelocity}, which is told of it.
 */
final class RedisLedger implements SharedLedger {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(1);
    /** How much later than it was reserved, or by the clock than another, a decision can be journalled. */
    private static final Duration LAG = Duration.ofSeconds(1);

    /** Keeps a decision from waiting for longer than its share; see {@link RedisBreaker}. */
    @FunctionalInterface
    interface Guard {
        CompletionStage<Told> call(Supplier<Future<Told>> call);
    }

    private final Vertx vertx;
    private final LoopLinks links;
    private final Supplier<KeyNames> names;
    private final Consumer<Gap> lack;
    private final Clock clock;
    private final Script script = Script.of("ledger.lua");
    private volatile Guard guard;

    /**
     * Uses what the windows use.
     *
     * @param names those of now, since the key of their hashes can change
     * @param lack is told which decisions Redis may lack
     */
    RedisLedger(Vertx vertx, LoopLinks links, Supplier<KeyNames> names, Consumer<Gap> lack, Guard guard, Clock clock) {
        this.vertx = vertx;
        this.links = links;
        this.names = names;
        this.lack = lack;
        this.clock = clock;
        this.guard = guard;
    }

    /** Has another guard from now on. */
    void guardedBy(Guard other) {
        guard = other;
    }

    @Override
    public boolean isPresent() {
        return true;
    }

    @Override
    public CompletionStage<Told> reserve(Checkout checkout, List<Claim> claims, long nowMillis) {
        CompletionStage<Told> telling;
        try {
            LedgerCall call = LedgerCall.reserving(checkout, claims, false, nowMillis, names.get());
            telling = guard.call(() -> send(call)
                    .compose(
                            reply -> Future.succeededFuture(LedgerCall.told(claims, reply)),
                            failed -> ServerError.of(failed).isOfOneKey()
                                    ? Future.succeededFuture(missing())
                                    : Future.failedFuture(failed)));
        } catch (RuntimeException notCalled) {
            telling = Future.<Told>failedFuture(notCalled).toCompletionStage();
        }
        return telling.exceptionally(failed -> missing());
    }

    private Told missing() {
        lack.accept(Gap.missed(clock.instant().minus(LAG)));
        return new Told.Missing();
    }

    @Override
    public CompletionStage<Told> peek(Checkout checkout, List<Claim> claims, long nowMillis) {
        LedgerCall call = LedgerCall.reserving(checkout, claims, true, nowMillis, names.get());
        return inTime(send(call))
                .map(reply -> LedgerCall.told(claims, reply))
                .otherwise(failed -> new Told.Missing())
                .toCompletionStage();
    }

    @Override
    public void undo(String merchantId, String checkoutId) {
        long nowMillis = clock.millis();
        send(LedgerCall.undoing(merchantId, checkoutId, nowMillis, names.get()))
                .onFailure(failed ->
                        lack.accept(Gap.all(Instant.ofEpochMilli(nowMillis).minus(LAG))));
    }

    @Override
    public CompletionStage<Settling> settle(String merchantId, String checkoutId, State wanted, long nowMillis) {
        LedgerCall call = LedgerCall.settling(merchantId, checkoutId, wanted, false, nowMillis, nowMillis, names.get());
        return inTime(send(call))
                .map(reply -> LedgerCall.settling(merchantId, reply))
                .otherwise(failed -> new Unavailable("Redis does not answer"))
                .toCompletionStage();
    }

    @Override
    public CompletionStage<Void> restore(
            Checkout checkout, List<Claim> claims, @Nullable Reservation reservation, long nowMillis) {
        return restored(
                reservation == null || claims.isEmpty()
                        ? LedgerCall.undoing(checkout.merchantId(), checkout.id(), nowMillis, names.get())
                        : LedgerCall.restoring(checkout, claims, reservation, nowMillis, names.get()));
    }

    @Override
    public CompletionStage<Void> restore(
            String merchantId, String checkoutId, State settled, long settledAtMillis, long nowMillis) {
        return restored(
                LedgerCall.settling(merchantId, checkoutId, settled, true, settledAtMillis, nowMillis, names.get()));
    }

    /** A key that is not what it should be concerns that key only, and is not restored for ever. */
    private CompletionStage<Void> restored(LedgerCall call) {
        return inTime(send(call))
                .<Void>mapEmpty()
                .recover(failed ->
                        ServerError.of(failed).isOfOneKey() ? Future.succeededFuture() : Future.failedFuture(failed))
                .toCompletionStage();
    }

    private Future<Response> send(LedgerCall call) {
        return script.call(links.common(), call.keys(), call.arguments());
    }

    private Future<Response> inTime(Future<Response> reply) {
        Promise<Response> inTime = Promise.promise();
        long timer = vertx.setTimer(ANSWER_MAX.toMillis(), late -> {
            // Where no decision comes along, nobody else finds out that nothing comes back.
            if (inTime.tryFail("no answer in time")) {
                links.dropSilent();
            }
        });
        reply.onComplete(done -> {
            vertx.cancelTimer(timer);
            if (done.succeeded()) {
                inTime.tryComplete(done.result());
            } else {
                inTime.tryFail(done.cause());
            }
        });
        return inTime.future();
    }
}
