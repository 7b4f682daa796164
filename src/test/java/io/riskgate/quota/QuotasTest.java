package io.riskgate.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.riskgate.merchant.MerchantSettings;
import io.riskgate.merchant.Merchants;
import io.riskgate.merchant.Plan;
import io.riskgate.merchant.Quota;
import io.riskgate.model.Verdict;
import io.riskgate.telemetry.DecisionMetrics;
import io.riskgate.telemetry.MetricNames;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuotasTest {

    private static final Quota QUOTA = new Quota(10, 20);
    private static final Merchants MERCHANTS = new Merchants(
            new MerchantSettings(
                    50, 80, Verdict.REVIEW, new Plan("p", QUOTA, false), QUOTA, "default", 0, ZoneId.of("UTC")),
            Map.of());

    private final AtomicLong nowNanos = new AtomicLong(1);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Quotas quotas = quotas(100);

    private Quotas quotas(int bucketsMax) {
        return new Quotas(MERCHANTS, true, new DecisionMetrics(registry), nowNanos::get, bucketsMax);
    }

    private static int takeAll(Quotas quotas, String merchantId) {
        int taken = 0;
        while (quotas.take(merchantId) == null) {
            taken++;
        }
        return taken;
    }

    @Test
    void merchant_isHeldToItsQuotaAndNobodyElse() {
        assertThat(takeAll(quotas, "acme")).isEqualTo(20);
        assertThat(quotas.take("acme")).isEqualTo(new Quotas.Exceeded(QUOTA, TimeUnit.MILLISECONDS.toNanos(100)));
        assertThat(quotas.take("other")).isNull();
        assertThat(registry.counter(MetricNames.QUOTA_EXCEEDED).count()).isEqualTo(2);

        nowNanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(takeAll(quotas, "acme")).isEqualTo(10);
    }

    @Test
    void whereNoKeysAreRequired_nobodyIsHeld() {
        Quotas free = new Quotas(MERCHANTS, false, new DecisionMetrics(registry), nowNanos::get, 100);
        for (int i = 0; i < 1_000; i++) {
            assertThat(free.take("acme")).isNull();
        }
    }

    @Test
    void fullTable_forgetsThoseThatAreFullAgain() {
        Quotas two = quotas(2);
        two.take("a");
        takeAll(two, "b");
        assertThat(two.take("c")).as("there is no bucket for it").isNull();
        assertThat(two.take("b")).isNotNull();

        two.exchange(taken -> Map.of());
        nowNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1_500));
        assertThat(takeAll(two, "c")).as("in the place of a").isEqualTo(20);
        assertThat(takeAll(two, "b")).as("as if nothing had happened").isEqualTo(15);
    }

    /** Three nodes that take all they can, and tell each other ten times a second. */
    @Test
    void quota_holdsOverAllNodesWithinItsTolerance() {
        Map<String, Long> counted = new HashMap<>();
        QuotaExchange exchange = taken -> {
            Map<String, Long> totals = new HashMap<>();
            taken.forEach((merchant, tokens) -> totals.put(merchant, counted.merge(merchant, tokens, Long::sum)));
            return totals;
        };
        List<Quotas> nodes = List.of(quotas(100), quotas(100), quotas(100));
        int taken = 0;
        int seconds = 60;
        for (int tenths = 0; tenths < seconds * 10; tenths++) {
            for (Quotas node : nodes) {
                taken += takeAll(node, "acme");
            }
            nodes.forEach(node -> node.exchange(exchange));
            nowNanos.addAndGet(QuotaSync.EVERY.toNanos());
        }

        System.out.printf("quota: %d of %d a second for %d s taken over 3 nodes%n", taken, QUOTA.perSecond(), seconds);
        assertThat(taken)
                .isBetween(QUOTA.perSecond() * seconds * 9 / 10, QUOTA.perSecond() * seconds + 3 * (QUOTA.burst() + 1));
    }
}
