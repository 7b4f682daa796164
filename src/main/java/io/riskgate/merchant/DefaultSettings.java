package io.riskgate.merchant;

import io.riskgate.privacy.MaskingProfile;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the configuration says of merchants and plans. Immutable. */
final class DefaultSettings {

    private static final String PREFIX = "riskgate.merchants";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

    private final MerchantSettings ofAll;
    private final Map<String, MerchantSettings> overrides;
    private final Map<String, Plan> plans;

    /** @throws IllegalArgumentException naming the option that has a bad value */
    DefaultSettings(MerchantSettings ofAll, Map<String, MerchantSettings> overrides, Map<String, Plan> plans) {
        if (overrides.size() > Merchants.OVERRIDES_MAX) {
            throw new IllegalArgumentException(
                    PREFIX + ".overrides has more than " + Merchants.OVERRIDES_MAX + " merchants");
        }
        check(PREFIX, ofAll);
        overrides.forEach((merchantId, settings) -> check(PREFIX + ".overrides." + merchantId, settings));
        this.ofAll = ofAll;
        this.overrides = Map.copyOf(overrides);
        this.plans = Map.copyOf(plans);
    }

    static DefaultSettings of(MerchantsConfig config) {
        Map<String, Plan> plans = new HashMap<>();
        config.plans().forEach((name, plan) -> plans.put(name, plan(name, plan)));
        Plan plan = plans.get(config.plan());
        if (plan == null) {
            throw new IllegalArgumentException(
                    PREFIX + ".plan must be one of " + PREFIX + ".plans, not " + config.plan());
        }
        MerchantSettings ofAll = new MerchantSettings(
                config.reviewAt(),
                config.declineAt(),
                config.fallback(),
                plan,
                plan.quota(),
                config.masking(),
                config.traceSampling(),
                zone(config.timeZone()),
                null,
                config.traceAttributes());
        Map<String, MerchantSettings> overrides = new HashMap<>();
        config.overrides()
                .forEach((merchantId, own) -> overrides.put(
                        merchantId,
                        with(
                                ofAll,
                                new MerchantDocument(
                                        null,
                                        own.reviewAt().orElse(config.reviewAt()),
                                        own.declineAt().orElse(config.declineAt()),
                                        own.fallback().orElse(config.fallback()),
                                        null,
                                        null,
                                        null,
                                        null),
                                plan)));
        return new DefaultSettings(ofAll, overrides, plans);
    }

    private static Plan plan(String name, MerchantsConfig.OfPlan plan) {
        String option = PREFIX + ".plans." + name;
        if (!isName(name)) {
            throw new IllegalArgumentException(option + " must have a name of lower-case letters, digits, _ and -");
        }
        Quota quota = new Quota(plan.perSecond(), plan.burst());
        if (quota.perSecond() < 1 || quota.perSecond() > Quota.MAX) {
            throw new IllegalArgumentException(option + ".per-second must be 1 to " + Quota.MAX);
        }
        if (quota.burst() < quota.perSecond() || quota.burst() > Quota.MAX) {
            throw new IllegalArgumentException(option + ".burst must be per-second to " + Quota.MAX);
        }
        return new Plan(name, quota, plan.testTraffic());
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(PREFIX + ".time-zone must be one such as Europe/Berlin", unknown);
        }
    }

    private static void check(String prefix, MerchantSettings settings) {
        if (settings.reviewAt() < 1) {
            throw new IllegalArgumentException(prefix + ".review-at must be at least 1, not " + settings.reviewAt());
        }
        if (settings.declineAt() <= settings.reviewAt()) {
            throw new IllegalArgumentException(prefix + ".decline-at must be above review-at (" + settings.reviewAt()
                    + "), not " + settings.declineAt());
        }
        if (MaskingProfile.of(settings.masking()) == null) {
            throw new IllegalArgumentException(prefix + ".masking must be one of "
                    + String.join(", ", MaskingProfile.ALL.keySet()) + ", not " + settings.masking());
        }
        if (!(settings.traceSampling() >= 0 && settings.traceSampling() <= 1)) {
            throw new IllegalArgumentException(
                    prefix + ".trace-sampling must be 0 to 1, not " + settings.traceSampling());
        }
    }

    /** Of plans. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** {@code null} if there is none of the name. */
    @Nullable
    Plan plan(String name) {
        return plans.get(name);
    }

    /** Of a merchant that has no document. */
    MerchantSettings of(String merchantId) {
        return overrides.getOrDefault(merchantId, ofAll);
    }

    /** Of a merchant that has one. A plan that is not configured any more is as if the document had none. */
    MerchantSettings of(String merchantId, MerchantDocument document) {
        MerchantSettings without = of(merchantId);
        Plan plan = document.plan() == null ? null : plans.get(document.plan());
        return with(without, document, plan == null ? without.plan() : plan);
    }

    private static MerchantSettings with(MerchantSettings without, MerchantDocument document, Plan plan) {
        return new MerchantSettings(
                or(document.reviewAt(), without.reviewAt()),
                or(document.declineAt(), without.declineAt()),
                or(document.fallback(), without.fallback()),
                plan,
                or(document.quota(), plan.quota()),
                or(document.masking(), without.masking()),
                or(document.traceSampling(), without.traceSampling()),
                document.timeZone() == null ? without.timeZone() : ZoneId.of(document.timeZone()),
                document.webhook(),
                or(document.traceAttributes(), without.traceAttributes()));
    }

    private static <T> T or(@Nullable T own, T other) {
        return own == null ? other : own;
    }
}
