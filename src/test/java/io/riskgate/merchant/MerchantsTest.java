package io.riskgate.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.model.Verdict;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MerchantsTest {

    private static final Map<String, String> PLANS = Map.of(
            "riskgate.merchants.plans.standard.per-second", "1000",
            "riskgate.merchants.plans.standard.burst", "2000",
            "riskgate.merchants.plans.trial.per-second", "10",
            "riskgate.merchants.plans.trial.burst", "20",
            "riskgate.merchants.plans.trial.test-traffic", "true");

    @Test
    void settings_haveDefaults() {
        assertThat(merchants(Map.of()).settings("acme")).isEqualTo(new MerchantSettings(50, 80, Verdict.REVIEW));
        assertThat(MerchantSettings.DEFAULTS).isEqualTo(merchants(Map.of()).settings("acme"));
    }

    @Test
    void override_changesOnlyWhatItNames() {
        Merchants merchants = merchants(Map.of(
                "riskgate.merchants.overrides.acme.decline-at", "90",
                "riskgate.merchants.overrides.\"shop.example\".fallback", "DECLINE"));
        assertThat(merchants.settings("acme")).isEqualTo(new MerchantSettings(50, 90, Verdict.REVIEW));
        assertThat(merchants.settings("shop.example")).isEqualTo(new MerchantSettings(50, 80, Verdict.DECLINE));
        assertThat(merchants.settings("other")).isEqualTo(new MerchantSettings(50, 80, Verdict.REVIEW));
    }

    @Test
    void badValue_isNamed() {
        assertThatThrownBy(() -> merchants(Map.of("riskgate.merchants.review-at", "0")))
                .hasMessageContaining("riskgate.merchants.review-at");
        assertThatThrownBy(() -> merchants(Map.of("riskgate.merchants.overrides.acme.decline-at", "50")))
                .hasMessageContaining("riskgate.merchants.overrides.acme.decline-at");
        assertThatThrownBy(() -> merchants(Map.of("riskgate.merchants.fallback", "PERHAPS")))
                .hasMessageContaining("riskgate.merchants.fallback");
        assertThatThrownBy(() -> merchants(Map.of("riskgate.merchants.trace-attributes", "verdict,email")))
                .hasMessageContaining("riskgate.merchants.trace-attributes");
    }

    @Test
    void document_comesBeforePlanAndOverrideAndDefaults() {
        Merchants merchants = merchants(Map.of("riskgate.merchants.overrides.acme.decline-at", "90"));
        merchants.put("acme", new MerchantDocument("trial", 30, null, null, null, null, null, "Europe/Berlin"));

        MerchantSettings settings = merchants.settings("acme");
        assertThat(settings.reviewAt()).isEqualTo(30);
        assertThat(settings.declineAt()).isEqualTo(90);
        assertThat(settings.fallback()).isEqualTo(Verdict.REVIEW);
        assertThat(settings.plan().testTraffic()).isTrue();
        assertThat(settings.quota()).isEqualTo(new Quota(10, 20));
        assertThat(settings.timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));

        merchants.put("acme", new MerchantDocument("gone", null, null, null, null, null, null, null));
        assertThat(merchants.settings("acme").plan().name()).isEqualTo("standard");
        merchants.remove("acme");
        assertThat(merchants.settings("acme")).isEqualTo(new MerchantSettings(50, 90, Verdict.REVIEW));
    }

    @Test
    void badPlan_isNamed() {
        assertThatThrownBy(() -> merchants(Map.of("riskgate.merchants.plan", "gold")))
                .hasMessageContaining("riskgate.merchants.plan");
        assertThatThrownBy(() -> merchants(Map.of("riskgate.merchants.plans.trial.burst", "5")))
                .hasMessageContaining("riskgate.merchants.plans.trial.burst");
        assertThatThrownBy(() -> merchants(Map.of("riskgate.merchants.time-zone", "Atlantis")))
                .hasMessageContaining("riskgate.merchants.time-zone");
    }

    private static Merchants merchants(Map<String, String> options) {
        return new Merchants(new SmallRyeConfigBuilder()
                .withMapping(MerchantsConfig.class)
                .withDefaultValues(PLANS)
                .withDefaultValues(options)
                .build()
                .getConfigMapping(MerchantsConfig.class));
    }
}
