package io.riskgate.identity;

import io.riskgate.telemetry.LogText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of a token's issuer, which change. They are fetched when they are needed and old, or when a token names one that
 * is not among them, but not more often than every {@link #FETCH_EVERY_MIN}. While the issuer does not answer, those that are known
 * are used. Blocks; for one thread.
 */
final class IssuerKeys implements VerificationKeyResolver {

    static final Duration FETCH_EVERY_MIN = Duration.ofSeconds(5);

    /** For the connection, and for each read. */
    static final Duration ANSWER_MAX = Duration.ofSeconds(2);

    static final int BYTES_MAX = 256 * 1024;

    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);

    private final URI address;
    private final long refreshNanos;
    private @Nullable VerificationKeyResolver keys;
    private @Nullable Long triedAtNanos;

    IssuerKeys(URI address, Duration refresh) {
        this.address = address;
        this.refreshNanos = refresh.toNanos();
    }

    /** Whether there is any key to verify with. */
    boolean areThere() {
        fetchIfOlderThan(keys == null ? FETCH_EVERY_MIN.toNanos() : refreshNanos);
        return keys != null;
    }

    @Override
    public Key resolveKey(JsonWebSignature signature, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        VerificationKeyResolver known = keys;
        try {
            if (known != null) {
                return known.resolveKey(signature, nesting);
            }
        } catch (UnresolvableKeyException unknown) {
            // It may be a new one.
        }
        fetchIfOlderThan(FETCH_EVERY_MIN.toNanos());
        VerificationKeyResolver fetched = keys;
        if (fetched == null || fetched == known) {
            throw new UnresolvableKeyException("The issuer has no such key");
        }
        return fetched.resolveKey(signature, nesting);
    }

    private void fetchIfOlderThan(long nanos) {
        long now = System.nanoTime();
        if (triedAtNanos != null && now - triedAtNanos < nanos) {
            return;
        }
        triedAtNanos = now;
        try {
            keys = new JwksVerificationKeyResolver(new JsonWebKeySet(fetch()).getJsonWebKeys());
        } catch (IOException | JoseException | RuntimeException failed) {
            // The parser throws what it likes at JSON of another kind.
            LOG.warnf(
                    "The keys of the tokens' issuer cannot be read from %s: %s",
                    address, LogText.of(failed.getMessage()));
        }
    }

    private String fetch() throws IOException {
        long startNanos = System.nanoTime();
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout((int) ANSWER_MAX.toMillis());
        connection.setReadTimeout((int) ANSWER_MAX.toMillis());
        connection.setInstanceFollowRedirects(false);
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("status " + connection.getResponseCode());
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] part = new byte[8 * 1024];
        try (InputStream in = connection.getInputStream()) {
            for (int bytes = in.read(part); bytes >= 0; bytes = in.read(part)) {
                body.write(part, 0, bytes);
                if (body.size() > BYTES_MAX || System.nanoTime() - startNanos > 2 * ANSWER_MAX.toNanos()) {
                    throw new IOException("too long, or too slow");
                }
            }
        }
        return body.toString(StandardCharsets.UTF_8);
    }
}
