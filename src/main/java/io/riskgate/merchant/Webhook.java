package io.riskgate.merchant;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a merchant is told what its reviews came to.
 *
 * @param url {@code https}, or {@code http} on the machine itself
 * @param secret by which it is signed; {@code null} in a document that leaves it as it is kept
 */
public record Webhook(URI url, @Nullable String secret) {

    /** Without the secret, and without what the address may hide of one. */
    @Override
    public String toString() {
        return "Webhook[" + url.getHost() + "]";
    }
}
