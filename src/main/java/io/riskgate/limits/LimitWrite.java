package io.riskgate.limits;

/** What became of a limit that was to be set. */
public sealed interface LimitWrite {

    /**
     * It is set, and durable.
     *
     * @param created whether there was none of that name
     */
    record Stored(boolean created) implements LimitWrite {}

    /** What was asked for is wrong in itself. */
    record Invalid(String field, String message) implements LimitWrite {}

    /** There is no room; {@code message} names the bound. */
    record Full(String message) implements LimitWrite {

        public static Full limits() {
            return new Full("the scope has " + Limits.LIMITS_PER_SCOPE_MAX + " limits, which is the most");
        }

        public static Full scopes() {
            return new Full("there are limits in " + Limits.SCOPES_MAX + " scopes, which is the most");
        }
    }
}
