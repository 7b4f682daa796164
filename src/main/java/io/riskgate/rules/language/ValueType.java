package io.riskgate.rules.language;

/** The types of values in a rule. The numeric ones are in the order in which Java and Drools widen them. */
public enum ValueType {
    WHOLE("whole number"),
    LONG("whole number"),
    DOUBLE("number"),
    DECIMAL("decimal number"),
    TEXT("text"),
    BOOLEAN("true or false"),
    INSTANT("instant"),
    TEXTS("list of texts"),
    /** Of an attribute: text, decimal number or truth, as the merchant sends it. */
    ATTRIBUTE("attribute");

    private final String label;

    ValueType(String label) {
        this.label = label;
    }

    /** As an analyst would say it. */
    public String label() {
        return label;
    }

    public boolean isNumeric() {
        return compareTo(DECIMAL) <= 0;
    }

    /** The type that arithmetic between two numeric types has. */
    public ValueType widen(ValueType other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
