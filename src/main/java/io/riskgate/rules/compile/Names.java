package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.TYPE_MISMATCH;
import static io.riskgate.rules.compile.ProblemCode.UNKNOWN_NAME;
import static io.riskgate.rules.compile.ProblemCode.UNKNOWN_PROPERTY;

import io.riskgate.model.Checkout;
import io.riskgate.model.Item;
import io.riskgate.rules.compile.ParsedRule.FactType;
import io.riskgate.rules.language.Property;
import io.riskgate.rules.language.Schema;
import io.riskgate.rules.language.ValueType;
import io.riskgate.text.Nearest;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Resolves what a path such as {@code card.country} or {@code $c.amount} stands for inside one pattern.
 *
 * @param factType the fact of the pattern
 * @param pattern its index in the rule
 */
record Names(FactType factType, int pattern, Scope scope) {

    static final int ATTRIBUTE_LENGTH_MAX = 64;

    private static final String ATTRIBUTES = "attributes";

    /** A term for each property of the checkout, which all rulesets share. As many as the schema has properties. */
    private static final Map<String, Term> OF_CHECKOUT =
            Schema.CHECKOUT.values().stream().collect(Collectors.toUnmodifiableMap(Property::path, Names::ofCheckout));

    /** @param path names joined by dots, the first one with its {@code $} if it is a binding */
    Term resolve(String path, int offset) {
        if (!path.startsWith("$")) {
            return property(factType, pattern, path, offset);
        }
        int dot = path.indexOf('.');
        Scope.Binding binding = binding(dot < 0 ? path : path.substring(0, dot), offset);
        Term value = binding.value();
        if (value != null) {
            if (dot >= 0) {
                throw new Refusal(
                        TYPE_MISMATCH,
                        offset,
                        path.substring(0, dot) + " is " + value.type().label() + " and has no properties",
                        null);
            }
            return seenFromHere(value, binding);
        }
        if (dot < 0) {
            throw new Refusal(
                    TYPE_MISMATCH,
                    offset,
                    path + " is a whole fact, not a value",
                    "Name a property, as in " + path + ".amount.");
        }
        return seenFromHere(property(binding.factType(), binding.pattern(), path.substring(dot + 1), offset), binding);
    }

    /** What a name with its {@code $} stands for. */
    Scope.Binding binding(String name, int offset) {
        Scope.Binding binding = scope.find(name);
        if (binding == null) {
            throw new Refusal(
                    UNKNOWN_NAME,
                    offset,
                    "Nothing that can be seen here is bound to " + name,
                    "Bind it first, as in $c : Checkout( ... ). What not, exists or one branch of an or binds is seen"
                            + " only in there.");
        }
        return binding;
    }

    /** The same value, under a name that this pattern's own properties cannot have. */
    private Term seenFromHere(Term term, Scope.Binding binding) {
        if (binding.pattern() == pattern
                || (binding.factType() == FactType.CHECKOUT && factType == FactType.CHECKOUT)) {
            return term;
        }
        String owner = binding.factType() == FactType.CHECKOUT ? "Checkout." : "Item[" + binding.pattern() + "].";
        return term.named(owner + term.canonical());
    }

    private static Term property(FactType factType, int pattern, String path, int offset) {
        Term term = factType == FactType.CHECKOUT ? ofCheckout(path) : ofItem(path, pattern);
        if (term != null) {
            return term;
        }
        if (factType == FactType.CHECKOUT && path.startsWith(ATTRIBUTES + ".")) {
            return attribute(path.substring(ATTRIBUTES.length() + 1), offset);
        }
        throw unknown(factType, path, offset);
    }

    private static @Nullable Term ofCheckout(String path) {
        return OF_CHECKOUT.get(path);
    }

    private static Term ofCheckout(Property<Checkout> property) {
        Function<Checkout, @Nullable Object> accessor = property.accessor();
        int derived = Schema.DERIVED.indexOf(property);
        return Term.read(
                property.type(),
                kind(property),
                property.path(),
                Term.NO_ITEM,
                derived < 0
                        ? row -> accessor.apply(row.evaluation().checkout())
                        : row -> row.evaluation().derived(derived));
    }

    private static @Nullable Term ofItem(String path, int pattern) {
        Property<Item> property = Schema.ITEM.get(path);
        if (property == null) {
            return null;
        }
        Function<Item, @Nullable Object> accessor = property.accessor();
        return Term.read(
                property.type(), kind(property), property.path(), pattern, row -> accessor.apply(row.item(pattern)));
    }

    private static Term.Kind kind(Property<?> property) {
        return property.primitive() ? Term.Kind.PRIMITIVE : Term.Kind.PROPERTY;
    }

    /** The attribute that {@code owner["name"]} means, where {@code owner} is a path to {@code attributes}. */
    Term attribute(String owner, String name, int offset) {
        boolean own = owner.equals(ATTRIBUTES) && factType == FactType.CHECKOUT;
        boolean bound = owner.startsWith("$")
                && owner.endsWith("." + ATTRIBUTES)
                && binding(owner.substring(0, owner.length() - ATTRIBUTES.length() - 1), offset)
                                .factType()
                        == FactType.CHECKOUT;
        if (!own && !bound) {
            throw new Refusal(
                    UNKNOWN_PROPERTY,
                    offset,
                    "Only attributes of the Checkout are read with brackets",
                    "Write attributes[\"tier\"] in a Checkout( ... ), or $c.attributes[\"tier\"] elsewhere.");
        }
        return attribute(name, offset);
    }

    private static Term attribute(String name, int offset) {
        if (name.isEmpty() || name.length() > ATTRIBUTE_LENGTH_MAX) {
            throw new Refusal(
                    UNKNOWN_PROPERTY,
                    offset,
                    "An attribute's name has 1 to " + ATTRIBUTE_LENGTH_MAX + " characters",
                    null);
        }
        return Term.read(
                ValueType.ATTRIBUTE,
                Term.Kind.PROPERTY,
                "attributes[\"" + name + "\"]",
                Term.NO_ITEM,
                row -> row.evaluation().checkout().attributes().get(name));
    }

    private static Refusal unknown(FactType factType, String path, int offset) {
        Map<String, ?> own = factType == FactType.CHECKOUT ? Schema.CHECKOUT : Schema.ITEM;
        String fact = factType == FactType.CHECKOUT ? "Checkout" : "Item";
        if (factType == FactType.CHECKOUT && path.equals(ATTRIBUTES)) {
            return new Refusal(
                    TYPE_MISMATCH, offset, "attributes are many values", "Name one, as in attributes[\"tier\"].");
        }
        if (factType == FactType.CHECKOUT && Schema.PARTS.contains(path)) {
            return new Refusal(
                    TYPE_MISMATCH,
                    offset,
                    path + " is a group of properties, not a value",
                    "A part that the shop left out has no properties: compare one of them with null.");
        }
        return new Refusal(UNKNOWN_PROPERTY, offset, fact + " has no property " + path, hint(factType, path, own));
    }

    private static @Nullable String hint(FactType factType, String path, Map<String, ?> own) {
        return Nearest.to(path, own.keySet())
                .map(name -> "Did you mean " + name + "?")
                .orElse(
                        factType == FactType.ITEM && Schema.CHECKOUT.containsKey(path)
                                ? "Bind the checkout, as in $c : Checkout(), and write $c." + path + "."
                                : null);
    }
}
