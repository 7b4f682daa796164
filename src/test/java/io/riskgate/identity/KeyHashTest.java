package io.riskgate.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyHashTest {

    private final SecureRandom random = new SecureRandom();
    private final KeyText key = KeyText.generate(random);

    @Test
    void ownSecret_matchesAndNoOther() {
        KeyHash hash = KeyHash.of(key, random);

        assertThat(hash.matches(key)).isTrue();
        assertThat(hash.matches(KeyText.generate(random))).isFalse();
        assertThat(KeyHash.OF_NOTHING.matches(key)).isFalse();
    }

    @Test
    void text_isReadBackAndHoldsNoSecret() {
        String text = KeyHash.of(key, random).text();
        KeyHash read = KeyHash.read(text);

        assertThat(read).isNotNull();
        assertThat(read.matches(key)).isTrue();
        assertThat(text).doesNotContain(key.secret());
        assertThat(KeyHash.of(key, random).text()).as("another salt").isNotEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "abc", "AAAA.AAAA", "%.%"})
    void whatIsNoHash_isNotRead(String text) {
        assertThat(KeyHash.read(text)).isNull();
    }
}
