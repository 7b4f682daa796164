package io.riskgate.review;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

/** The place of a review among all, the oldest first; the same on every node and after a restart. */
public record ReviewKey(Instant decidedAt, String merchantId, String id) implements Comparable<ReviewKey> {

    private static final Comparator<ReviewKey> ORDER = Comparator.comparing(ReviewKey::decidedAt)
            .thenComparing(ReviewKey::merchantId)
            .thenComparing(ReviewKey::id);

    /** In no time and in no merchant's id. */
    private static final String SEPARATOR = "\n";

    private static final int PARTS = 3;

    /** As a client gets it, to give it back. */
    public String text() {
        String plain = String.join(SEPARATOR, decidedAt.toString(), merchantId, id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8));
    }

    /** What {@link #text} has made; empty for anything else. */
    public static Optional<ReviewKey> of(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(SEPARATOR, PARTS);
            return parts.length == PARTS
                    ? Optional.of(new ReviewKey(Instant.parse(parts[0]), parts[1], parts[2]))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException other) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(ReviewKey other) {
        return ORDER.compare(this, other);
    }
}
