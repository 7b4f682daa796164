package io.riskgate.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.model.Verdict;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MerchantsTest {

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
    }

    private static Merchants merchants(Map<String, String> options) {
        return new Merchants(new SmallRyeConfigBuilder()
                .withMapping(MerchantsConfig.class)
                .withDefaultValues(options)
                .build()
                .getConfigMapping(MerchantsConfig.class));
    }
}
