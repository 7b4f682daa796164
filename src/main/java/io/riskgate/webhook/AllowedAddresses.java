package io.riskgate.webhook;

import io.riskgate.merchant.WebhookReach;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Says of an address what {@link WebhookSender} would, before there is anything to send. Immutable. */
@Singleton
final class AllowedAddresses implements WebhookReach {

    /** Of what a {@link URI} takes for a host nothing else looks like it. */
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|\\[.*]");

    private final boolean privateAddresses;

    @Inject
    AllowedAddresses(WebhookConfig config) {
        this(config.privateAddresses());
    }

    AllowedAddresses(boolean privateAddresses) {
        this.privateAddresses = privateAddresses;
    }

    @Override
    public boolean mayReach(URI url) {
        return privateAddresses || !isPrivate(url.getHost());
    }

    private static boolean isPrivate(String host) {
        if (!NUMBERS.matcher(host).matches()) {
            return host.equalsIgnoreCase("localhost");
        }
        try {
            return !PublicAddresses.isPublic(InetAddress.getByName(host));
        } catch (UnknownHostException ofNoInterface) {
            return true;
        }
    }
}
