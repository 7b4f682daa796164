package io.riskgate.lists;

/** What a rule may ask of the lists: {@code lists.contains("name", property)}, bound to the scope of its ruleset. */
@FunctionalInterface
public interface ListLookup {

    /**
     * Whether the list of that name has the value. A list that does not exist has none. Never blocks; thread-safe.
     *
     * <p>In the platform's rules, the platform's list; in a merchant's, the merchant's list and the platform's of the
     * same name together.
     */
    boolean contains(String list, String value);
}
