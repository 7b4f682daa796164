package io.riskgate.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.riskgate.merchant.TraceAttribute;
import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.model.Reason;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the span of a decision says of it: the merchant, and what the merchant allows. Nothing of who pays is in any of it, whatever is
 * allowed. Of a list the first {@link #VALUES_MAX} are said, of a text the first {@link #CHARS_MAX} characters. Stateless.
 */
final class SpanAttributes {

    static final int VALUES_MAX = 32;
    static final int CHARS_MAX = 256;

    private static final AttributeKey<String> MERCHANT = AttributeKey.stringKey("riskgate.merchant");

    private SpanAttributes() {}

    static Attributes of(DecisionTrace.Outcome outcome, Set<TraceAttribute> allowed) {
        Checkout checkout = outcome.checkout();
        AttributesBuilder attributes = Attributes.builder().put(MERCHANT, checkout.merchantId());
        for (TraceAttribute attribute : allowed) {
            put(attribute, outcome, attributes);
        }
        return attributes.build();
    }

    private static void put(TraceAttribute attribute, DecisionTrace.Outcome outcome, AttributesBuilder attributes) {
        Decision decision = outcome.decision();
        Checkout checkout = outcome.checkout();
        String key = "riskgate." + attribute.word();
        switch (attribute) {
            case ID -> attributes.put(key, decision.id());
            case VERDICT -> attributes.put(key, decision.verdict().name());
            case SCORE -> attributes.put(key, decision.score());
            case REASONS -> list(key, decision.reasons().stream().map(Reason::code), attributes);
            case RULES -> list(key, decision.reasons().stream().map(Reason::rule), attributes);
            case TAGS -> list(key, decision.tags().stream(), attributes);
            case RULESETS -> list(key, decision.rulesets().stream(), attributes);
            case DEGRADED -> list(key, decision.degraded().stream(), attributes);
            case REPLAYED -> attributes.put(key, outcome.replayed());
            case SHARD -> attributes.put(key, outcome.shard());
            // As a text: a double would not be the amount.
            case AMOUNT -> attributes.put(key, checkout.amount().toPlainString());
            case CURRENCY -> attributes.put(key, checkout.currency());
            case ITEMS -> attributes.put(key, checkout.items().size());
        }
    }

    private static void list(String key, Stream<String> values, AttributesBuilder attributes) {
        List<String> first = values.distinct().limit(VALUES_MAX).toList();
        attributes.put(AttributeKey.stringArrayKey(key), first);
    }
}
