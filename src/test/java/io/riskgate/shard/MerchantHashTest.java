package io.riskgate.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MerchantHashTest {

    @Test
    void hash_isCrc32cOfItsStandard() {
        assertThat(MerchantHash.crc32c("123456789")).isEqualTo(0xE3069283L);
    }

    @Test
    void shard_staysTheSameAcrossReleases() {
        assertThat(IntStream.range(0, 6).map(i -> MerchantHash.shard("merchant-" + i, 8)))
                .containsExactly(3, 0, 4, 7, 4, 7);
    }

    @Test
    void merchants_spreadEvenly() {
        int[] merchants = new int[8];
        IntStream.range(0, 8_000).forEach(i -> merchants[MerchantHash.shard("merchant-" + i, 8)]++);
        assertThat(IntStream.of(merchants)).allMatch(count -> count > 800 && count < 1_200);
    }

    @Property
    void shard_isInRangeAndStable(@ForAll String merchantId, @ForAll @IntRange(min = 1, max = 256) int shards) {
        int shard = MerchantHash.shard(merchantId, shards);
        assertThat(shard).isBetween(0, shards - 1);
        assertThat(MerchantHash.shard(new String(merchantId.toCharArray()), shards))
                .isEqualTo(shard);
    }
}
