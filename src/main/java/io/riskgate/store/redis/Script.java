package io.riskgate.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A Lua script, called by its hash, and by its text where the server does not know it (any more). */
record Script(String text, String sha1) {

    /** @param name of a resource in {@code /redis} */
    static Script of(String name) {
        try (InputStream in = Script.class.getResourceAsStream("/redis/" + name)) {
            if (in == null) {
                throw new IllegalStateException("/redis/" + name + " is missing");
            }
            byte[] text = in.readAllBytes();
            byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(text);
            return new Script(new String(text, UTF_8), HexFormat.of().formatHex(sha1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
    }

    /** Fails as {@link RedisLink#send} does, or with what the script answers as an error. */
    Future<Response> call(RedisLink link, List<String> keys, List<String> arguments) {
        return link.send(request(Command.EVALSHA, sha1, keys, arguments))
                .recover(failed -> ServerError.of(failed) == ServerError.NOSCRIPT
                        ? link.send(request(Command.EVAL, text, keys, arguments))
                        : Future.failedFuture(failed));
    }

    private static Request request(Command command, String script, List<String> keys, List<String> arguments) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }
}
