package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.BINDING_REFUSED;
import static io.riskgate.rules.compile.ProblemCode.TYPE_MISMATCH;
import static io.riskgate.rules.compile.ProblemCode.UNKNOWN_NAME;
import static io.riskgate.rules.compile.ProblemCode.UNKNOWN_PROPERTY;

import io.riskgate.model.Checkout;
import io.riskgate.model.Item;
import io.riskgate.rules.compile.Fact.ItemFact;
import io.riskgate.rules.compile.ParsedRule.FactType;
import io.riskgate.rules.language.Property;
import io.riskgate.rules.language.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resolves what a path such as {@code card.country} or {@code $c.amount} stands for inside one pattern. */
record Names(FactType factType, int pattern, Scope scope) {

    /** @param path names joined by dots, the first one with its {@code $} if it is a binding */
    Term resolve(String path, int offset) {
        if (!path.startsWith("$")) {
            return property(factType, path, offset);
        }
        int dot = path.indexOf('.');
        String name = dot < 0 ? path : path.substring(0, dot);
        Scope.Binding binding = scope.find(name);
        if (binding == null) {
            throw new Refusal(
                    UNKNOWN_NAME, offset, "Nothing is bound to " + name, "Bind it first, as in $c : Checkout( ... ).");
        }
        if (binding.factType() == FactType.ITEM && binding.pattern() != pattern) {
            throw new Refusal(
                    BINDING_REFUSED,
                    offset,
                    name + " belongs to an item of another pattern; items cannot be joined",
                    "Bind properties of the Checkout instead, or put both conditions on one Item.");
        }
        Term bound = binding.property();
        if (bound != null) {
            if (dot >= 0) {
                throw new Refusal(
                        TYPE_MISMATCH, offset, name + " is " + bound.type().label() + " and has no properties", null);
            }
            return bound;
        }
        if (dot < 0) {
            throw new Refusal(
                    TYPE_MISMATCH,
                    offset,
                    name + " is a whole fact, not a value",
                    "Name a property, as in " + name + ".amount.");
        }
        return property(binding.factType(), path.substring(dot + 1), offset);
    }

    private static Term property(FactType factType, String path, int offset) {
        Term term = factType == FactType.CHECKOUT ? ofCheckout(path) : ofItem(path);
        if (term == null) {
            throw unknown(factType, path, offset);
        }
        return term;
    }

    private static @Nullable Term ofCheckout(String path) {
        Property<Checkout> property = Schema.CHECKOUT.get(path);
        return property == null
                ? null
                : term(property, "Checkout.", fact -> property.accessor()
                        .apply(fact.evaluation().checkout()));
    }

    private static @Nullable Term ofItem(String path) {
        Property<Item> property = Schema.ITEM.get(path);
        return property == null
                ? null
                : term(property, "Item.", fact -> property.accessor().apply(((ItemFact) fact).item()));
    }

    private static Term term(Property<?> property, String prefix, Term.Code code) {
        Term.Kind kind = property.primitive() ? Term.Kind.PRIMITIVE : Term.Kind.PROPERTY;
        return new Term(property.type(), kind, prefix + property.path(), code, null);
    }

    private static Refusal unknown(FactType factType, String path, int offset) {
        Map<String, ?> own = factType == FactType.CHECKOUT ? Schema.CHECKOUT : Schema.ITEM;
        String fact = factType == FactType.CHECKOUT ? "Checkout" : "Item";
        if (factType == FactType.CHECKOUT && Schema.PARTS.contains(path)) {
            return new Refusal(
                    TYPE_MISMATCH,
                    offset,
                    path + " is a group of properties, not a value",
                    "A part that the shop left out has no properties: compare one of them with null.");
        }
        String hint = Nearest.to(path, own.keySet())
                .map(name -> "Did you mean " + name + "?")
                .orElse(
                        factType == FactType.ITEM && Schema.CHECKOUT.containsKey(path)
                                ? "Bind the checkout, as in $c : Checkout(), and write $c." + path + "."
                                : null);
        return new Refusal(UNKNOWN_PROPERTY, offset, fact + " has no property " + path, hint);
    }
}
