package io.riskgate.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A version of a scope's rules, ready to evaluate. Immutable: a change makes another version.
 *
 * @param scope {@link #PLATFORM} or a merchant's id
 * @param version from 1, in the scope
 * @param hash of the text, SHA-256 in hexadecimal
 * @param name as an answer names it, such as {@code platform@3}: one text, which thousands of remembered answers share
 */
public record Ruleset(String scope, int version, String hash, CompiledRules compiled, String name) {

    /** The scope of the rules that apply to every merchant. */
    public static final String PLATFORM = "platform";

    static final int SCOPE_LENGTH_MAX = 128;

    public Ruleset(String scope, int version, String hash, CompiledRules compiled) {
        this(scope, version, hash, compiled, scope + "@" + version);
    }

    /** SHA-256 of a text, in hexadecimal. */
    public static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    /** Whether the name can be a scope's: the platform or a merchant's id. */
    public static boolean isScope(String name) {
        return !name.isBlank()
                && name.length() <= SCOPE_LENGTH_MAX
                && name.chars().noneMatch(Character::isISOControl);
    }
}
