package io.riskgate.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Who may call. */
@ConfigMapping(prefix = "riskgate")
public interface IdentityConfig {

    /** A key of the platform with scope admin, {@code rk_<12 characters>_<43 characters>}, in force as long as it is configured. */
    Optional<String> adminKey();

    Keys keys();

    Jwt jwt();

    /** API keys. */
    interface Keys {

        /** Whether callers must say who they are; {@code false} only where the service listens on a loopback address. */
        @WithDefault("true")
        boolean required();
    }

    /** Tokens of an identity provider. Off unless an issuer is configured. */
    interface Jwt {

        /** What the claim {@code iss} must be; then {@code jwks} and {@code audience} must be there too. */
        Optional<String> issuer();

        /** Where the issuer's public keys are, as a JSON web key set; {@code https}, or {@code http} on a loopback address. */
        Optional<URI> jwks();

        /** What the claim {@code aud} must be or hold. */
        Optional<String> audience();

        /** The claim that has the merchant's id, or {@code platform}. */
        @WithDefault("merchant")
        String merchantClaim();

        /** The claim that has the scopes: a text with spaces between them, or a list of texts. Others than ours are passed over. */
        @WithDefault("scope")
        String scopeClaim();

        /** How often the keys are fetched, 1 s to 1 d. */
        @WithDefault("5m")
        Duration refresh();
    }
}
