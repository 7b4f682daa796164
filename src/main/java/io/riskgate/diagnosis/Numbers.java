package io.riskgate.diagnosis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the numbers of a finding. For one thread. */
final class Numbers {

    /** Of what is computed. More would claim an exactness that no measurement here has. */
    private static final MathContext DIGITS = new MathContext(4);

    private final Map<String, Number> numbers = new LinkedHashMap<>();

    /** Without any. */
    static Numbers none() {
        return new Numbers();
    }

    /** Of one that is exact. */
    static Numbers of(String name, long value) {
        return new Numbers().and(name, value);
    }

    /** Of one that is computed. */
    static Numbers of(String name, double value) {
        return new Numbers().and(name, value);
    }

    Numbers and(String name, long value) {
        numbers.put(name, value);
        return this;
    }

    /** Leaves out what is no number, as a share of nothing. */
    Numbers and(String name, double value) {
        if (Double.isFinite(value)) {
            numbers.put(name, new BigDecimal(value).round(DIGITS).doubleValue());
        }
        return this;
    }

    Map<String, Number> toMap() {
        return numbers;
    }
}
