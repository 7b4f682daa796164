package io.riskgate.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riskgate.redis.RedisServer;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisLinkTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<Duration> losses = new CopyOnWriteArrayList<>();
    private RedisServer server;
    private RedisLink link;

    @BeforeEach
    void connect() throws InterruptedException {
        server = RedisServer.start();
        link = new RedisLink(
                vertx,
                () -> Redis.createClient(vertx, server.uri().toString()),
                RedisLink.RETRY_MAX_OF_DECISIONS,
                connection -> {},
                pushed -> {});
        link.awaitConnected(Duration.ofSeconds(10));
        link.onLost(losses::add);
    }

    @AfterEach
    void close() {
        link.close();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void call(Command command, String... arguments) {
        Request request = Request.cmd(command);
        for (String argument : arguments) {
            request.arg(argument);
        }
        link.send(request)
                .otherwiseEmpty()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @Test
    void linkOnWhichRepliesCome_isKept() {
        await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(10)).until(() -> {
            call(Command.PING);
            link.dropIfSilent();
            return link.isConnected();
        });
    }

    @Test
    void errorsAreReplies() {
        call(Command.SET, "text", "value");
        await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(10)).until(() -> {
            call(Command.LLEN, "text");
            link.dropIfSilent();
            return link.isConnected();
        });
    }

    @Test
    void linkThatNothingIsAskedOf_isKept() {
        server.freeze();
        await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(10)).until(() -> {
            link.dropIfSilent();
            return link.isConnected();
        });
        server.thaw();
    }

    @Test
    void linkToAFrozenServer_isReplacedWhenItIsBack() {
        server.freeze();
        link.send(Request.cmd(Command.PING));
        await().until(() -> {
            link.dropIfSilent();
            return !link.isConnected();
        });
        server.thaw();
        await().until(link::isConnected);
        call(Command.PING);
        assertThat(link.isConnected()).isTrue();
        assertThat(losses).as("what a server has that only stood still").isEmpty();
    }

    @Test
    void serverThatWasStartedAgain_isALoss() {
        server.kill();
        await().until(() -> !link.isConnected());
        server.restart();
        await().until(link::isConnected);
        assertThat(losses).singleElement(InstanceOfAssertFactories.DURATION).isPositive();
    }

    @Test
    void serverWithAnotherHistory_isALoss() {
        server.command("REPLICAOF", "127.0.0.1", "1");
        server.command("REPLICAOF", "NO", "ONE");
        link.drop();
        await().until(() -> losses.size() == 1);
    }

    @Test
    void connectionThatBreaksBeforeItIsReady_isReplaced() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        NetServer network = vertx.createNetServer()
                .connectHandler(near -> vertx.createNetClient()
                        .connect(server.port(), "127.0.0.1")
                        .onSuccess(far -> {
                            far.handler(near::write);
                            near.handler(sent -> {
                                if (sent.toString().contains("info") && broken.compareAndSet(false, true)) {
                                    near.close();
                                } else {
                                    far.write(sent);
                                }
                            });
                        }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        try (RedisLink through = new RedisLink(
                vertx,
                () -> Redis.createClient(vertx, "redis://127.0.0.1:" + network.actualPort()),
                RedisLink.RETRY_MAX_OF_DECISIONS,
                connection -> {},
                pushed -> {})) {
            through.awaitConnected(Duration.ofSeconds(10));

            assertThat(broken).isTrue();
            assertThat(through.send(Request.cmd(Command.PING)).toCompletionStage())
                    .succeedsWithin(Duration.ofSeconds(10));
        }
    }
}
