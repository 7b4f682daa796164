package io.riskgate.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

    private static final String TEXT = "rk_0123456789ab_" + "aZ3".repeat(14) + "x";

    @Test
    void generatedKey_isReadBack() {
        KeyText key = KeyText.generate(new SecureRandom());
        KeyText read = KeyText.parse(key.text());

        assertThat(key.text()).matches("rk_[0-9a-z]{12}_[0-9a-zA-Z]{43}");
        assertThat(read).isNotNull();
        assertThat(read.id()).isEqualTo(key.id());
        assertThat(read.secret()).isEqualTo(key.secret());
        assertThat(KeyText.generate(new SecureRandom()).text()).isNotEqualTo(key.text());
    }

    @Test
    void secret_isNotInWhatIsPrinted() {
        KeyText key = KeyText.parse(TEXT);

        assertThat(key).isNotNull().hasToString("rk_0123456789ab_...");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "rk_", "rk_0123456789ab_short", "xx_0123456789ab_aZ3aZ3aZ3aZ3aZ3aZ3aZ3aZ3aZ3aZ3aZ3aZ3aZ3aZ3x"
            })
    void whatIsNoKey_isNotRead(String text) {
        assertThat(KeyText.parse(text)).isNull();
        assertThat(KeyText.parse(TEXT.replace('Z', 'é'))).isNull();
        assertThat(KeyText.parse(TEXT + "x")).isNull();
        assertThat(KeyText.parse(TEXT.replace("ab_", "abc"))).isNull();
    }
}
