package io.riskgate.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckoutBatchesTest {

    private static final ReadCheckout READ = new ReadCheckout.Invalid(ProblemDetails.forbidden());

    private final Vertx vertx = Vertx.vertx();
    private final Context eventLoop = vertx.getOrCreateContext();
    private final CheckoutBatches batches = new CheckoutBatches(vertx, new CheckoutReader(Clock.systemUTC()));

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private <T> T onEventLoop(Supplier<CompletableFuture<T>> work) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        eventLoop.runOnContext(now -> {
            try {
                work.get().whenComplete((done, failure) -> {
                    if (failure == null) {
                        result.complete(done);
                    } else {
                        result.completeExceptionally(failure);
                    }
                });
            } catch (RuntimeException | AssertionError failure) {
                result.completeExceptionally(failure);
            }
        });
        return result.get(10, TimeUnit.SECONDS);
    }

    private static byte[] batch(int checkouts, int spaces) {
        return IntStream.range(0, checkouts)
                .mapToObj(i -> "{\"id\":\"%d\"}".formatted(i) + " ".repeat(spaces))
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(UTF_8);
    }

    @Test
    void answers_areInTheOrderOfTheCheckouts_andTheFirstIsTold() throws Exception {
        List<Boolean> first = new ArrayList<>();
        List<Object> answers = onEventLoop(() -> batches.decide(all(25), (read, isFirst) -> {
                    first.add(isFirst);
                    return Uni.createFrom().item(first.size());
                })
                .subscribeAsCompletionStage());

        assertThat(answers).isEqualTo(IntStream.rangeClosed(1, 25).boxed().toList());
        assertThat(first).startsWith(true).hasSize(25).containsOnlyOnce(true);
        assertThat(onEventLoop(() -> batches.decide(
                                List.of(), (read, isFirst) -> Uni.createFrom().item(READ))
                        .subscribeAsCompletionStage()))
                .isEmpty();
    }

    @Test
    void otherRequests_haveTheirTurnBetweenTheCheckouts() throws Exception {
        List<String> done = new ArrayList<>();
        onEventLoop(() -> {
            CompletableFuture<List<Object>> answers = batches.decide(all(100), (read, isFirst) -> {
                        done.add("checkout");
                        return Uni.createFrom().item(READ);
                    })
                    .subscribeAsCompletionStage();
            eventLoop.runOnContext(turn -> done.add("other"));
            return answers;
        });

        // What was there before the batch's second turn comes after it.
        assertThat(done.indexOf("other")).isEqualTo(2 * CheckoutBatches.DECIDED_AT_ONCE);
        assertThat(done).hasSize(101);
    }

    private static List<ReadCheckout> all(int size) {
        return IntStream.range(0, size).mapToObj(i -> READ).toList();
    }

    private CompletableFuture<List<ReadCheckout>> read(byte[] body, boolean atOnce) {
        CompletableFuture<List<ReadCheckout>> read = batches.read(body).subscribeAsCompletionStage();
        assertThat(read.isDone()).isEqualTo(atOnce);
        return read.thenApply(all -> {
            assertThat(Vertx.currentContext()).isSameAs(eventLoop);
            return all;
        });
    }

    @Test
    void smallBatch_isReadAtOnce_andALargeOneElsewhere() throws Exception {
        List<ReadCheckout> small = onEventLoop(() -> read(batch(3, 0), true));
        List<ReadCheckout> large = onEventLoop(() -> read(batch(3, 30_000), false));

        assertThat(small).hasSize(3);
        assertThat(large).hasSize(3);
    }
}
