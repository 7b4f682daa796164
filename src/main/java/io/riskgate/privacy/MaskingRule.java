package io.riskgate.privacy;

import java.util.Locale;

/** What becomes of a personal value. */
public enum MaskingRule {
    /** It stays as it is. */
    KEEP,
    /** A part of it stays, too little to find the person by it. */
    PARTIAL,
    /** A keyed hash takes its place, so that equal values stay equal and nobody without the key can try values out. */
    HASH,
    /** It is left out. */
    DROP;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
