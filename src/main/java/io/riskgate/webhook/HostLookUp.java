package io.riskgate.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host. Blocks, for as long as name servers are waited for; to be called from several threads. */
@FunctionalInterface
interface HostLookUp {

    /**
     * The addresses, at least one.
     *
     * @throws UnknownHostException if there is none, or nobody says
     */
    InetAddress[] addresses(String host) throws UnknownHostException;
}
