package io.riskgate.merchant;

import java.net.URI;

/** Where merchants can be told something, so that none names an address at which it would never be. Thread-safe. */
@FunctionalInterface
public interface WebhookReach {

    /**
     * Whether messages may get there, as far as the address says itself: names are not looked up, since they may lead elsewhere tomorrow.
     * Never blocks.
     *
     * @param url with a host
     */
    boolean mayReach(URI url);
}
