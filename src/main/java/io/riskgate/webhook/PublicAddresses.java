package io.riskgate.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Tells addresses of the internet from those that lead to this machine or its neighbours, by IANA's registries of special-purpose
 * addresses. Merchants say where they want to be told, and must not reach through us what they could not reach themselves. Stateless.
 */
final class PublicAddresses {

    private PublicAddresses() {}

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        return switch (first) {
            // This network.
            case 0 -> false;
            // Behind a provider's translation, RFC 6598.
            case 100 -> second < 64 || second > 127;
            // Protocols and documentation.
            case 192 -> !(second == 0 && (third == 0 || third == 2));
            // Benchmarks, RFC 2544, and documentation.
            case 198 -> second != 18 && second != 19 && !(second == 51 && third == 100);
            case 203 -> !(second == 0 && third == 113);
            default -> first < 240;
        };
    }

    /** Global unicast is 2000::/3; of that not what only carries IPv4 (6to4, Teredo), nor documentation. */
    private static boolean isPublic6(byte[] bytes) {
        int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        int second = ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
        return (first & 0xe000) == 0x2000 && first != 0x2002 && !(first == 0x2001 && (second == 0 || second == 0x0db8));
    }
}
