package io.riskgate.shard;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Which shard a merchant belongs to: CRC-32C of the merchant id's UTF-8 bytes, modulo the number of shards.
 *
 * <p>The same after every restart and on every node, and easily computed by a load balancer that wants to send a
 * merchant always to the same node. Not proof against a merchant who chooses an id to meet a certain neighbour; the
 * share of the queue bounds what that would bring.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3720#appendix-B.4">RFC 3720, appendix B.4: CRC-32C</a>
 */
final class MerchantHash {

    private MerchantHash() {}

    /** From 0 to {@code shards - 1}. */
    static int shard(String merchantId, int shards) {
        return (int) (crc32c(merchantId) % shards);
    }

    static long crc32c(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
