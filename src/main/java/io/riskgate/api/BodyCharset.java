package io.riskgate.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the header of a text says about its characters, which are to be UTF-8. */
enum BodyCharset {
    /** The header says so, or nothing; or it is JSON, which is UTF-8 always. */
    UTF8,
    /** The header names another one, as many clients do without being asked; with ASCII alone it is the same text. */
    LIKE_ASCII,
    OTHER;

    private static final Pattern NAME = Pattern.compile("charset\\s*=\\s*[\"']?([^\\s;\"']*)");
    private static final String LETTERS = "rule { } 09 az AZ";

    static BodyCharset of(@Nullable String contentType) {
        Matcher name = NAME.matcher(contentType == null ? "" : contentType.toLowerCase(Locale.ROOT));
        if (contentType == null || !contentType.startsWith("text/") || !name.find()) {
            return UTF8;
        }
        try {
            Charset charset = Charset.forName(name.group(1));
            if (charset.equals(UTF_8)) {
                return UTF8;
            }
            return new String(LETTERS.getBytes(US_ASCII), charset).equals(LETTERS) ? LIKE_ASCII : OTHER;
        } catch (IllegalArgumentException unknown) {
            return OTHER;
        }
    }

    /** Whether the bytes, all or some of the text, may be read as UTF-8; whether they are well-formed, their reader sees. */
    boolean isUtf8(Buffer bytes) {
        if (this == LIKE_ASCII) {
            for (int i = 0; i < bytes.length(); i++) {
                if (bytes.getByte(i) < 0) {
                    return false;
                }
            }
        }
        return this != OTHER;
    }
}
