package io.riskgate.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The directory of a scope. Whatever the scope is called, the name has only lower-case letters, digits, {@code _},
 * {@code -} and {@code %}, so that no scope can leave its directory, and none shares one where the file system does not
 * tell cases apart.
 */
public final class ScopeName {

    /** Longer names are hashed; file systems allow 255. */
    static final int BYTES_MAX = 200;

    /** Not the beginning of any escaped name: {@code s} is no hexadecimal digit. */
    private static final String HASHED = "%sha256-";

    private ScopeName() {}

    /**
     * Never empty, at most 200 characters, the same for the same scope and for no other. Does not block.
     *
     * @throws IllegalArgumentException if the scope is empty or no proper Unicode
     */
    public static String directory(String scope) {
        if (isPlain(scope)) {
            return scope;
        }
        if (scope.isEmpty() || !UTF_8.newEncoder().canEncode(scope)) {
            throw new IllegalArgumentException("A scope must be a non-empty Unicode text");
        }
        byte[] bytes = scope.getBytes(UTF_8);
        StringBuilder name = new StringBuilder();
        for (byte b : bytes) {
            char c = (char) (b & 0xff);
            if (isPlain(c)) {
                name.append(c);
            } else {
                name.append('%').append(HexFormat.of().toHexDigits(b));
            }
        }
        return name.length() <= BYTES_MAX ? name.toString() : HASHED + sha256(bytes);
    }

    /** What most names are: nothing in them has to be escaped. Asked for each key of a decision in Redis. */
    private static boolean isPlain(String scope) {
        for (int i = 0; i < scope.length(); i++) {
            if (!isPlain(scope.charAt(i))) {
                return false;
            }
        }
        return !scope.isEmpty() && scope.length() <= BYTES_MAX;
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
