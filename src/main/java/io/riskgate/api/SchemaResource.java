package io.riskgate.api;

import io.riskgate.identity.Scope;
import io.riskgate.rules.language.Property;
import io.riskgate.rules.language.Schema;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Window;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Tells an editor what a rule may use. */
@Singleton
@Path("/v1/schema")
@Produces(MediaType.APPLICATION_JSON)
final class SchemaResource {

    record PropertyAnswer(String name, String type, String meaning) {}

    record Fact(String name, List<PropertyAnswer> properties) {}

    record Function(String call, String meaning) {}

    record SchemaAnswer(List<Fact> facts, List<Function> functions, List<String> dimensions, List<String> windows) {}

    private static final SchemaAnswer SCHEMA = new SchemaAnswer(
            List.of(
                    new Fact("Checkout", properties(Schema.CHECKOUT.values())),
                    new Fact("Item", properties(Schema.ITEM.values()))),
            List.of(
                    new Function("velocity.count(by, window)", "checkouts with the same value, this one included"),
                    new Function("velocity.sum(by, window)", "their amounts, in this checkout's currency"),
                    new Function("velocity.distinct(what, by, window)", "different values of another dimension"),
                    new Function("lists.contains(name, property)", "whether the list has the value"),
                    new Function(
                            "limits.available(name)",
                            "what can still be reserved under the limit, or null if the checkout is not under it"),
                    new Function("decision.approve(reason)", "leaves a reason"),
                    new Function("decision.challenge(reason)", "asks for at least CHALLENGE"),
                    new Function("decision.review(reason)", "asks for at least REVIEW"),
                    new Function("decision.decline(reason)", "asks for DECLINE"),
                    new Function("decision.score(points, reason)", "adds points"),
                    new Function("decision.allow(reason)", "silences the verdicts and points of its own ruleset"),
                    new Function("decision.tag(name)", "marks the decision")),
            Dimension.FIXED,
            Arrays.stream(Window.values()).map(Window::label).toList());

    private static <F> List<PropertyAnswer> properties(Collection<Property<F>> properties) {
        return properties.stream()
                .map(p -> new PropertyAnswer(p.path(), p.type().label(), p.meaning()))
                .toList();
    }

    @GET
    @RequiresScope(Scope.RULES)
    @Operation(summary = "The properties, functions and windows that a rule may use")
    public SchemaAnswer schema() {
        return SCHEMA;
    }
}
