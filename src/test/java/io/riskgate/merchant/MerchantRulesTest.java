package io.riskgate.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.model.Verdict;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MerchantRulesTest {

    private static final DefaultSettings DEFAULTS =
            new DefaultSettings(new MerchantSettings(50, 80, Verdict.REVIEW), Map.of(), Map.of());

    private static Map<String, String> problems(String webhook, WebhookReach reach) {
        MerchantDocument document = new MerchantDocument(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new Webhook(URI.create(webhook), "0123456789abcdef"),
                null);
        return MerchantRules.problems("acme", document, DEFAULTS, reach);
    }

    @Test
    void webhookThatCouldNeverBeTold_isNamedWithTheReason() {
        assertThat(problems("http://localhost:9090/", url -> false))
                .hasEntrySatisfying(
                        "webhook.url", why -> assertThat(why).contains("riskgate.webhooks.private-addresses"));
        assertThat(problems("http://localhost:9090/", url -> true)).isEmpty();
    }

    @Test
    void webhookWithoutTls_isOnThisMachineOnly() {
        assertThat(problems("http://shop.example/", url -> true))
                .hasEntrySatisfying("webhook.url", why -> assertThat(why).contains("https"));
    }
}
