package io.riskgate.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipHashTest {

    /** Of the reference code: the key is 00 to 0f, and the text the bytes from 00 on. */
    @ParameterizedTest
    @CsvSource({
        "0, a3817f04ba25a8e66df67214c7550293",
        "2, 8177228da4a45dc7fca38bdef60affe4",
        "6, 14eeca338b208613485ea0308fd7a15e",
        "8, 3b62a9ba6258f5610f83e264f31497b4",
        "16, 6ee2a4ca67b054bbfd3315bf85230577",
        "30, ea5c7f471faf6bde2b1ad7d4686d2287"
    })
    void hash_isThatOfTheReferenceCode(int length, String expected) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

        hash.of(new String(bytes, StandardCharsets.UTF_16LE));

        String result = HexFormat.of().toHexDigits(Long.reverseBytes(hash.low()))
                + HexFormat.of().toHexDigits(Long.reverseBytes(hash.high()));
        assertThat(result).isEqualTo(expected);
    }
}
