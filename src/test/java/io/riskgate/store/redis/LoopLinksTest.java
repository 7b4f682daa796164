package io.riskgate.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.riskgate.redis.RedisServer;
import io.riskgate.store.StoreUnavailableException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopLinksTest {

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private RedisServer server;
    private LoopLinks links;

    @BeforeEach
    void connect() throws InterruptedException {
        server = RedisServer.start();
        Supplier<RedisLink> connecting = () -> new RedisLink(
                vertx,
                RedisStores.at(vertx, server.uri()),
                RedisLink.RETRY_MAX_OF_DECISIONS,
                connection -> {},
                pushed -> {});
        links = new LoopLinks(connecting.get(), connecting);
        links.common().awaitConnected(Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        links.close();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void otherThreads_haveTheCommonLink() {
        assertThat(links.near()).isSameAs(links.common());
    }

    @Test
    void eventLoop_getsALinkOfItsOwn_andTheCommonOneUntilThatIsConnected() {
        assertThat(onLoop(links::near)).isSameAs(links.common());

        RedisLink own = ownLink();

        assertThat(onLoop(links::near)).isSameAs(own);
        assertThat(links.near()).isSameAs(links.common());
    }

    @Test
    void replyComes_onTheLoopThatAsked() {
        ownLink();
        Promise<Boolean> sameThread = Promise.promise();

        loop.runOnContext(now -> {
            Thread asking = Thread.currentThread();
            links.near()
                    .send(Request.cmd(Command.PING))
                    .onComplete(reply -> sameThread.complete(reply.succeeded() && Thread.currentThread() == asking));
        });

        assertThat(join(sameThread.future())).isTrue();
    }

    @Test
    void onlyLinksThatWait_areDropped() {
        RedisLink own = ownLink();
        server.freeze();
        own.send(Request.cmd(Command.PING));

        await().until(() -> {
            links.dropSilent();
            return !own.isConnected();
        });

        assertThat(links.common().isConnected()).isTrue();
        server.thaw();
        await().until(own::isConnected);
    }

    @Test
    void silentCommonLink_isDroppedWithAllOthers() {
        RedisLink own = ownLink();
        server.freeze();
        links.common().send(Request.cmd(Command.PING));

        await().until(() -> {
            links.dropSilent();
            return !links.common().isConnected();
        });

        assertThat(own.isConnected()).isFalse();
        server.thaw();
        await().until(own::isConnected);
    }

    @Test
    void callThatIsNotAnswered_dropsAll() {
        RedisLink own = ownLink();
        BlockingLink blocking = new BlockingLink(links.common(), links::drop);
        server.freeze();

        assertThatThrownBy(() -> blocking.call(Request.cmd(Command.PING)))
                .isInstanceOf(StoreUnavailableException.class);

        assertThat(own.isConnected()).isFalse();
        assertThat(links.common().isConnected()).isFalse();
        server.thaw();
        await().until(own::isConnected);
    }

    @Test
    void eachLink_tellsOfItsLoss() {
        AtomicInteger lost = new AtomicInteger();
        links.onLost(ago -> lost.incrementAndGet());
        ownLink();

        server.kill();
        server.restart();

        await().untilAsserted(() -> assertThat(lost).hasValue(2));
    }

    private RedisLink ownLink() {
        await().until(() -> onLoop(links::near) != links.common());
        return onLoop(links::near);
    }

    private <T> T onLoop(Supplier<T> asked) {
        Promise<T> answer = Promise.promise();
        loop.runOnContext(now -> answer.complete(asked.get()));
        return join(answer.future());
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
