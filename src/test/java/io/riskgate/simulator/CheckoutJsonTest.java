package io.riskgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskgate.model.Address;
import io.riskgate.model.Card;
import io.riskgate.model.Checkout;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;
import io.riskgate.model.Item;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckoutJsonTest {

    @Test
    void checkout_is_written_as_the_contract_says() throws IOException {
        Checkout checkout = new Checkout(
                "chk-1",
                "acme",
                Instant.parse("2026-11-23T08:00:00Z"),
                new BigDecimal("129.90"),
                "USD",
                new Customer("c-1", "a@example.com", "+14155550100", Instant.parse("2026-01-01T00:00:00Z")),
                new Card("fp-1", "411111", "visa", "credit", "US"),
                new Device("d-1"),
                new Ip("203.0.113.7", "US"),
                new Address(null, null, "94105", "US"),
                new Address(null, null, null, "US"),
                List.of(new Item("G-100", "gift_card", 1, new BigDecimal("100.00"))),
                Map.of("tier", "gold"));

        assertThat(new String(CheckoutJson.write(checkout), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"chk-1\",\"merchantId\":\"acme\",\"occurredAt\":\"2026-11-23T08:00:00Z\","
                        + "\"amount\":129.90,\"currency\":\"USD\","
                        + "\"customer\":{\"id\":\"c-1\",\"email\":\"a@example.com\",\"phone\":\"+14155550100\","
                        + "\"createdAt\":\"2026-01-01T00:00:00Z\"},"
                        + "\"card\":{\"fingerprint\":\"fp-1\",\"bin\":\"411111\",\"brand\":\"visa\","
                        + "\"funding\":\"credit\",\"country\":\"US\"},"
                        + "\"device\":{\"id\":\"d-1\"},\"ip\":{\"address\":\"203.0.113.7\",\"country\":\"US\"},"
                        + "\"billing\":{\"postalCode\":\"94105\",\"country\":\"US\"},\"shipping\":{\"country\":\"US\"},"
                        + "\"items\":[{\"sku\":\"G-100\",\"category\":\"gift_card\",\"quantity\":1,\"price\":100.00}],"
                        + "\"attributes\":{\"tier\":\"gold\"}}");
    }

    @Test
    void what_is_unknown_is_left_out() throws IOException {
        Checkout guest = new Checkout(
                "1", "demo", Instant.EPOCH, BigDecimal.ONE, "EUR", null, null, null, null, null, null, null, null);

        JsonNode json = FakeEngine.JSON.readTree(CheckoutJson.write(guest));

        assertThat(json.path("customer")).isEmpty();
        assertThat(json.has("attributes")).isFalse();
    }
}
