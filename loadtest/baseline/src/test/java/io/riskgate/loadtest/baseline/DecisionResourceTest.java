package io.riskgate.loadtest.baseline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MerchantsRules.class)
class DecisionResourceTest {

    @Inject
    Rules rules;

    @Test
    void merchant_has_the_platforms_rules_and_its_own() {
        assertThat(rules.size("plain")).isEqualTo(40);
        assertThat(rules.size("nobody")).isEqualTo(20);
    }

    @Test
    void merchant_without_rules_has_the_platforms() {
        decide("""
                {"id":"chk-1", "merchantId":"nobody", "amount":6000, "currency":"USD", "customer":{"id":"c-vip"}}""")
                .body("verdict", equalTo("REVIEW"))
                .body("rulesets", contains("platform@1"))
                .body("reasons.code", contains("daily_spending"));
    }

    @Test
    void same_id_gets_the_first_answer_and_counts_once() {
        String checkout = """
                {"id":"chk-retried", "merchantId":"plain", "amount":20, "currency":"USD", "card":{"fingerprint":"fp-4"}}""";
        String first = decide(checkout)
                .header("Content-Type", startsWith("application/json"))
                .header("Idempotent-Replay", nullValue())
                .extract()
                .asString();

        for (int i = 0; i < 4; i++) {
            String again = decide(checkout)
                    .header("Idempotent-Replay", equalTo("true"))
                    .extract()
                    .asString();
            assertThat(again).isEqualTo(first);
        }

        decide(checkout.replace("chk-retried", "chk-next")).body("verdict", equalTo("APPROVE"));
    }

    @Test
    void ordinary_checkout_is_approved() {
        decide("""
                {"id":"chk-1", "merchantId":"plain", "amount":129.90, "currency":"USD", "unheard":1,
                 "customer":{"id":"c-1", "email":"ann@example.com", "createdAt":"2020-01-01T00:00:00Z"},
                 "card":{"fingerprint":"fp-1", "country":"US"}, "billing":{"country":"US"},
                 "items":[{"sku":"B-1", "category":"books"}]}""")
                .body("id", equalTo("chk-1"))
                .body("merchantId", equalTo("plain"))
                .body("verdict", equalTo("APPROVE"))
                .body("score", equalTo(0))
                .body("reasons", empty())
                .body("tags", empty())
                .body("rulesets", contains("platform@1", "plain@1"))
                .body("degraded", empty());
    }

    @Test
    void fourth_use_of_a_card_is_reviewed() {
        String checkout = """
                {"id":"chk-%d", "merchantId":"burst", "amount":20, "currency":"USD", "card":{"fingerprint":"fp-2"}}""";
        for (int i = 0; i < 3; i++) {
            decide(checkout.formatted(i)).body("verdict", equalTo("APPROVE"));
        }

        decide(checkout.formatted(3))
                .body("verdict", equalTo("REVIEW"))
                .body("reasons.code", contains("card_burst"))
                .body("reasons.rule", contains("Card used in quick succession"))
                .body("reasons.ruleset", contains("platform@1"))
                .body("reasons.effect", contains("REVIEW"));
    }

    @Test
    void listed_card_is_declined() {
        decide("""
                {"id":"chk-1", "merchantId":"lists", "amount":20, "currency":"USD", "card":{"fingerprint":"fp-stolen"}}""").body("verdict", equalTo("DECLINE")).body("reasons.code", contains("blocked_card"));
    }

    @Test
    void points_of_both_rulesets_add_up_to_a_decline() {
        decide("""
                {"id":"chk-1", "merchantId":"points", "amount":500, "currency":"USD", "attributes":{"chargebacks":2},
                 "card":{"funding":"prepaid"}, "billing":{"country":"US"}, "shipping":{"country":"CA"}}""")
                .body("verdict", equalTo("DECLINE"))
                .body("score", equalTo(95))
                .body("reasons.code", contains("earlier_chargebacks", "large_order_abroad", "prepaid_large_order"));
    }

    @Test
    void allow_silences_the_merchants_rules_alone() {
        decide("""
                {"id":"chk-1", "merchantId":"vips", "amount":6000, "currency":"USD", "customer":{"id":"c-vip"}}""")
                .body("verdict", equalTo("REVIEW"))
                .body("tags", contains("vip"))
                .body("reasons.code", contains("daily_spending", "vip"));
    }

    @Test
    void points_below_zero_are_none() {
        decide("""
                {"id":"chk-1", "merchantId":"gold", "amount":20, "currency":"USD", "attributes":{"tier":"gold"},
                 "customer":{"id":"c-2", "createdAt":"2020-01-01T00:00:00Z"}}""").body("score", equalTo(0)).body("reasons.points", contains(-20));
    }

    @Test
    void gift_cards_of_a_guest_are_seen_in_the_basket() {
        decide("""
                {"id":"chk-1", "merchantId":"gifts", "amount":200, "currency":"USD",
                 "items":[{"category":"gift_card", "quantity":2, "price":100}]}""")
                .body("verdict", equalTo("REVIEW"))
                .body("reasons.code", contains("gift_cards_young_account", "guest_gift_cards"));
    }

    @Test
    void tag_behind_a_plus_sign_matches() {
        String tenMinutesAgo = Instant.now().minusSeconds(600).toString();

        decide("""
                {"id":"chk-1", "merchantId":"mail", "amount":120, "currency":"USD",
                 "customer":{"id":"c-3", "email":"ann+shop@example.com", "createdAt":"%s"}}""".formatted(tenMinutesAgo)).body("reasons.code", hasItem("tagged_email"));
    }

    private static ValidatableResponse decide(String checkout) {
        return given().contentType("application/json")
                .body(checkout)
                .post("/v1/decisions")
                .then()
                .statusCode(200);
    }
}
