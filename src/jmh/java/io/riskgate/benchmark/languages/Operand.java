package io.riskgate.benchmark.languages;

/** What a condition looks at. */
sealed interface Operand permits Property, Velocity {

    /** Its name in a document of facts, such as {@code card.country} or {@code velocity.card_count_1h}. */
    String path();
}
