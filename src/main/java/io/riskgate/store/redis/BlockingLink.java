package io.riskgate.store.redis;

import io.riskgate.store.StoreUnavailableException;
import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RedisLink} for the control plane, whose callers wait, but no longer than {@link #ANSWER_MAX}. Blocks; not for an
 * event loop or a shard. Thread-safe.
 */
final class BlockingLink implements AutoCloseable {

    static final Duration ANSWER_MAX = Duration.ofSeconds(2);

    private final RedisLink link;
    private final Runnable drop;

    BlockingLink(RedisLink link) {
        this(link, link::drop);
    }

    /** @param drop gives up the link, and others with it, when no answer comes; must not block */
    BlockingLink(RedisLink link, Runnable drop) {
        this.link = link;
        this.drop = drop;
    }

    /** @throws StoreUnavailableException if no answer comes, or an error */
    @Nullable
    Response call(Request request) {
        return await(link.send(request));
    }

    /** @throws StoreUnavailableException if no answer comes, or an error */
    @Nullable
    Response call(Script script, List<String> keys, List<String> arguments) {
        return await(script.call(link, keys, arguments));
    }

    /** What commands and scripts answer that always answer something. */
    static Response some(@Nullable Response response) {
        return Objects.requireNonNull(response, "Redis answers these with something");
    }

    /** Of a script that answers 1 for what it has done, and 0 for what cannot be. */
    static boolean isDone(@Nullable Response response) {
        return some(response).toString().equals("1");
    }

    /** @throws StoreUnavailableException if no answer comes, or an error */
    <T extends @Nullable Object> T await(Future<T> answer) {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            // Whatever hangs, a new connection finds out sooner.
            drop.run();
            throw new StoreUnavailableException("Redis did not answer within " + ANSWER_MAX.toSeconds() + " s", late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("stopped while waiting for Redis", stopped);
        } catch (ExecutionException failed) {
            Throwable why = failed.getCause() == null ? failed : failed.getCause();
            String what = why instanceof ErrorType ? "Redis refuses: " : "Redis cannot be reached: ";
            throw new StoreUnavailableException(what + why.getMessage(), why);
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
