package io.riskgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link MerchantStore} does. */
public abstract class MerchantStoreContract {

    private MerchantStore store;

    /** A store on the medium of this test, with all that an earlier one of the same test left on it. */
    protected abstract MerchantStore open();

    @BeforeEach
    void openEmpty() {
        store = open();
    }

    @Test
    void unknownMerchant_isNotThere() {
        assertThat(store.all()).isEmpty();
        assertThat(store.find("acme")).isNull();
        assertThat(store.remove("acme", 0)).isFalse();
        assertThat(store.remove("acme", 1)).isFalse();
    }

    @Test
    void everything_isThereAfterReopening() {
        long acme = store.put("acme", 0, "{\"a\":\"ü:\\u2028\"}");
        long shop = store.put("Shop/..", 0, "{}");
        long later = store.put("acme", acme, "{\"a\":2}");
        assertThat(later).isGreaterThan(acme).isPositive();

        MerchantStore again = open();
        assertThat(again.find("acme")).isEqualTo(new StoredMerchant(later, "{\"a\":2}"));
        assertThat(again.all())
                .isEqualTo(Map.of(
                        "acme", new StoredMerchant(later, "{\"a\":2}"), "Shop/..", new StoredMerchant(shop, "{}")));
    }

    @Test
    void whoKnowsAnotherVersion_changesNothing() {
        long first = store.put("acme", 0, "{\"a\":1}");
        assertThat(store.put("acme", 0, "{\"a\":2}")).isZero();
        long second = store.put("acme", first, "{\"a\":3}");
        assertThat(store.put("acme", first, "{\"a\":4}")).isZero();
        assertThat(store.remove("acme", first)).isFalse();
        assertThat(store.put("other", 7, "{}")).isZero();

        assertThat(open().all()).isEqualTo(Map.of("acme", new StoredMerchant(second, "{\"a\":3}")));
    }

    @Test
    void removedMerchant_isGoneAndCanComeBack() {
        long first = store.put("acme", 0, "{\"a\":1}");
        assertThat(store.remove("acme", first)).isTrue();
        assertThat(store.find("acme")).isNull();
        assertThat(open().all()).isEmpty();

        assertThat(store.put("acme", first, "{}")).isZero();
        long second = store.put("acme", 0, "{\"a\":2}");
        assertThat(open().find("acme")).isEqualTo(new StoredMerchant(second, "{\"a\":2}"));
    }
}
