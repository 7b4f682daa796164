package io.riskgate.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** What a node is called among those that share state. */
public final class NodeName {

    private static final int HOST_CHARS_MAX = 55;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private NodeName() {}

    /**
     * The configured name, or one made of the host's name, which is another one at each call. May block, to look that up.
     *
     * @throws IllegalArgumentException if the configured one is no name
     */
    public static String of(Optional<String> configured) {
        configured.filter(name -> !NAME.matcher(name).matches()).ifPresent(name -> {
            throw new IllegalArgumentException(
                    "riskgate.node must be 1 to 64 letters, digits, _, . or -, not '" + name + "'");
        });
        return configured.orElseGet(
                () -> "%s-%08x".formatted(host(), ThreadLocalRandom.current().nextInt()));
    }

    private static String host() {
        try {
            String host = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9_.-]", "-");
            return host.substring(0, Math.min(host.length(), HOST_CHARS_MAX));
        } catch (UnknownHostException nameless) {
            return "node";
        }
    }
}
