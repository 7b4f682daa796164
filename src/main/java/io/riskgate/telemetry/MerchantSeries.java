package io.riskgate.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which merchants have series of their own: the first that come after the start, as many as are allowed, each for as long as the process
 * runs. A merchant cannot take the place of another one later, however large it becomes, since counters that change hands would run
 * backwards. All others, and a merchant that is really called so, are counted as {@link MetricNames#OTHER}; statistics and usage
 * have each of them exactly.
 *
 * <p>A merchant has at most 21 series: four verdicts, eight kinds of what was missing, one of refusals, and eight of the
 * duration's histogram. Hot; thread-safe. Takes a lock to admit a merchant, and no longer once all places are taken.
 */
final class MerchantSeries {

    static final int MERCHANTS_MAX = 10_000;
    /** As {@link TelemetryConfig#merchantsMax} has it where nothing is configured. */
    static final int MERCHANTS_DEFAULT = 100;

    private final MeterRegistry registry;
    private final int merchantsMax;
    private final ConcurrentMap<String, DecisionMeters> own = new ConcurrentHashMap<>();
    private final DecisionMeters other;
    private volatile boolean full;

    /** @throws IllegalArgumentException naming the option that is out of its range */
    MerchantSeries(MeterRegistry registry, int merchantsMax) {
        if (merchantsMax < 0 || merchantsMax > MERCHANTS_MAX) {
            throw new IllegalArgumentException("riskgate.telemetry.merchants-max must be between 0 and " + MERCHANTS_MAX
                    + ", not " + merchantsMax);
        }
        this.registry = registry;
        this.merchantsMax = merchantsMax;
        full = merchantsMax == 0;
        other = meters(MetricNames.OTHER);
    }

    /** Has these kinds of {@link MetricNames#OTHER} from now on. A merchant's own come with their first count, since most never do. */
    void expect(Collection<String> kinds) {
        other.expect(kinds);
    }

    /** The merchant's, or those of all who have none. */
    DecisionMeters of(String merchantId) {
        DecisionMeters known = own.get(merchantId);
        if (known != null) {
            return known;
        }
        return full || merchantId.equals(MetricNames.OTHER) ? other : admit(merchantId);
    }

    private synchronized DecisionMeters admit(String merchantId) {
        // Another thread may have taken the last place, or admitted the very same merchant.
        if (full) {
            return own.getOrDefault(merchantId, other);
        }
        DecisionMeters admitted = own.computeIfAbsent(merchantId, this::meters);
        full = own.size() >= merchantsMax;
        return admitted;
    }

    private DecisionMeters meters(String merchantId) {
        return new DecisionMeters(
                registry, DecisionMeters.Names.OF_MERCHANT, Tags.of(MetricNames.MERCHANT, merchantId));
    }
}
