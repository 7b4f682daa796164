package io.riskgate.api;

/** What the OpenAPI document shows of rulesets. */
final class RulesetExamples {

    static final String DRL = """
            package acme

            rule "Gift cards with a foreign card"
            when
                Checkout( card.country != billing.country )
                exists Item( category == "gift_card" )
            then
                decision.score(40, "foreign_gift_cards");
            end
            """;

    private RulesetExamples() {}
}
