package io.riskgate.identity;

import io.riskgate.telemetry.LogText;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of an identity provider, where one is configured. A token is verified once, on a thread of its own, since that takes long and
 * may wait for the issuer's keys; at most {@link #WAITING_MAX} wait for that. Then it is remembered until it expires, but no longer
 * than {@link #REMEMBERED_MAX}, so that a key that the issuer withdraws ends its tokens. Thread-safe; never blocks.
 */
@Singleton
final class Tokens {

    static final int WAITING_MAX = 1_000;
    static final int TOKEN_CHARS_MAX = 8 * 1024;
    static final Duration REMEMBERED_MAX = Duration.ofMinutes(5);

    private static final Duration REFRESH_MIN = Duration.ofSeconds(1);
    private static final Duration REFRESH_MAX = Duration.ofDays(1);
    private static final String PREFIX = "riskgate.jwt.";

    private static final Logger LOG = Logger.getLogger(Tokens.class);

    private final @Nullable TokenVerifier verifier;
    private final Clock clock;
    private final TokenCache verified = new TokenCache();
    private final ExecutorService verifying = new ThreadPoolExecutor(
            0,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING_MAX),
            Thread.ofPlatform().name("riskgate-tokens").daemon().factory());

    /** @throws IllegalArgumentException naming the option that is missing or has a bad value */
    @Inject
    Tokens(IdentityConfig config, Clock clock) {
        this.verifier = verifier(config.jwt());
        this.clock = clock;
    }

    private static @Nullable TokenVerifier verifier(IdentityConfig.Jwt config) {
        if (config.issuer().isEmpty()) {
            return null;
        }
        String audience = config.audience().orElseThrow(() -> missing("audience"));
        URI jwks = config.jwks().orElseThrow(() -> missing("jwks"));
        if (!"https".equals(jwks.getScheme()) && !("http".equals(jwks.getScheme()) && isLoopback(jwks.getHost()))) {
            throw new IllegalArgumentException(
                    PREFIX + "jwks must be an https address, or an http address of this machine, not " + jwks);
        }
        Duration refresh = config.refresh();
        if (refresh.compareTo(REFRESH_MIN) < 0 || refresh.compareTo(REFRESH_MAX) > 0) {
            throw new IllegalArgumentException(PREFIX + "refresh must be 1 s to 1 d, not " + refresh);
        }
        return new TokenVerifier(
                new IssuerKeys(jwks, refresh),
                config.issuer().get(),
                audience,
                config.merchantClaim(),
                config.scopeClaim());
    }

    private static IllegalArgumentException missing(String option) {
        return new IllegalArgumentException(PREFIX + "issuer needs " + PREFIX + option);
    }

    private static boolean isLoopback(@Nullable String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    /** Whose token that is, or who will say so. */
    Identified check(String token) {
        TokenVerifier with = verifier;
        if (with == null || token.length() > TOKEN_CHARS_MAX) {
            return Identified.Refused.INVALID;
        }
        Identified.Known known = verified.find(token, clock.millis());
        if (known != null) {
            return known;
        }
        try {
            return new Identified.Pending(CompletableFuture.supplyAsync(() -> verify(with, token), verifying)
                    .exceptionally(fault -> {
                        LOG.error("A token could not be verified", LogText.of(fault));
                        return Identified.Refused.UNAVAILABLE;
                    }));
        } catch (RejectedExecutionException full) {
            return Identified.Refused.UNAVAILABLE;
        }
    }

    private Identified verify(TokenVerifier with, String token) {
        if (!with.isReady()) {
            return Identified.Refused.UNAVAILABLE;
        }
        TokenVerifier.Verified found = with.verify(token);
        if (found == null) {
            return Identified.Refused.INVALID;
        }
        Identified.Known known = new Identified.Known(found.caller());
        verified.put(token, known, Math.min(found.untilMillis(), clock.millis() + REMEMBERED_MAX.toMillis()));
        return known;
    }

    @PreDestroy
    void stop() {
        verifying.shutdownNow();
    }
}
