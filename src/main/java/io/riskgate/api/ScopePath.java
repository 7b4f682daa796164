package io.riskgate.api;

import io.riskgate.rules.Ruleset;
import java.text.Normalizer;

/** A scope as the path of a request names it. */
final class ScopePath {

    private static final String PLATFORM = "platform";

    /** What a decoder puts in the place of bytes that are not UTF-8. */
    private static final int REPLACEMENT = 0xfffd;

    private ScopePath() {}

    /**
     * Refuses what cannot be the name of a scope, and what could be taken for another one: names with characters that
     * cannot be seen, and those that only look like the platform's.
     */
    static void require(String scope) {
        if (!Ruleset.isScope(scope) || scope.codePoints().anyMatch(ScopePath::isHidden) || isLikePlatform(scope)) {
            throw new ProblemException(ProblemDetails.invalid(
                    "scope", "must be platform or a merchant's id of at most 128 printable characters"));
        }
    }

    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> c == REPLACEMENT;
        };
    }

    private static boolean isLikePlatform(String scope) {
        String plain = Normalizer.normalize(scope, Normalizer.Form.NFKC).strip();
        return plain.equalsIgnoreCase(PLATFORM) && !scope.equals(PLATFORM);
    }
}
