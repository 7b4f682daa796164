package io.riskgate.api;

/** The examples that the API's description shows. */
final class DecisionExamples {

    static final String CHECKOUT = """
            {"id":"chk-1","merchantId":"acme","amount":129.90,"currency":"USD",
             "customer":{"id":"c-1","email":"a@example.com","phone":"+14155550100","createdAt":"2026-01-01T00:00:00Z"},
             "card":{"fingerprint":"fp-1","bin":"411111","brand":"visa","funding":"credit","country":"US"},
             "device":{"id":"d-1"},"ip":{"address":"203.0.113.7","country":"US"},
             "billing":{"country":"US","postalCode":"94105"},"shipping":{"country":"US"},
             "items":[{"sku":"G-100","category":"gift_card","quantity":1,"price":100.00}],
             "attributes":{"tier":"gold"}}""";

    static final String DECISION = """
            {"id":"chk-1","merchantId":"acme","verdict":"DECLINE","score":35,
             "reasons":[{"code":"card_testing","rule":"Card testing burst","ruleset":"platform@3","effect":"DECLINE"}],
             "tags":[],"rulesets":["platform@3","acme@7"],"degraded":[],"elapsedMicros":412}""";

    static final String PROBLEM = """
            {"type":"urn:riskgate:problem:invalid-request","title":"The request is not valid","status":400,
             "detail":"amount: is required","errors":[{"field":"amount","message":"is required"}]}""";

    static final String CHECKOUTS = "[" + CHECKOUT + "]";
    static final String DECISIONS = "[" + DECISION + "]";

    private DecisionExamples() {}
}
