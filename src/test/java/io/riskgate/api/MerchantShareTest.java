package io.riskgate.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.identity.Caller;
import io.riskgate.identity.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MerchantShareTest {

    private static final Caller ACME = new Caller("key a", "acme", Set.of(Scope.RULES));
    private static final Caller ACMES_OTHER_KEY = new Caller("key b", "acme", Set.of(Scope.RULES));
    private static final Caller OTHER = new Caller("key c", "other", Set.of(Scope.RULES));
    private static final Caller ADMIN = new Caller("key d", Caller.PLATFORM, Set.of(Scope.ADMIN));

    private final MerchantShare share = new MerchantShare(4);

    @Test
    void merchant_hasItsShareOverAllItsKeys_andNobodyElseLess() {
        assertThat(share.take(ACME, 3)).isTrue();
        assertThat(share.take(ACMES_OTHER_KEY, 2)).isFalse();
        assertThat(share.take(ACMES_OTHER_KEY, 1)).isTrue();
        assertThat(share.take(ACME, 1)).isFalse();
        assertThat(share.take(OTHER, 4)).isTrue();

        share.giveBack(ACME, 3);
        assertThat(share.take(ACME, 3)).isTrue();
    }

    @Test
    void all_haveNoMoreTogetherThanThereIs() {
        MerchantShare bounded = new MerchantShare(4, 5);
        assertThat(bounded.take(ACME, 3)).isTrue();
        assertThat(bounded.take(OTHER, 3)).isFalse();
        assertThat(bounded.take(OTHER, 2)).isTrue();
        assertThat(bounded.take(ACME, 1)).isFalse();
        assertThat(bounded.take(ADMIN, 1)).isTrue();

        bounded.giveBack(ACME, 3);
        assertThat(bounded.take(OTHER, 2)).isTrue();
        assertThat(bounded.take(OTHER, 1)).isFalse();
    }

    @Test
    void admin_hasNone() {
        for (int i = 0; i < 10; i++) {
            assertThat(share.take(ADMIN, 4)).isTrue();
        }
    }

    @Test
    void threads_neverHaveMoreThanTheShare() throws InterruptedException {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 20_000; i++) {
                    if (share.take(ACME, 1)) {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        now.decrementAndGet();
                        share.giveBack(ACME, 1);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(most.get()).isBetween(1, 4);
        assertThat(share.take(ACME, 4)).isTrue();
    }
}
