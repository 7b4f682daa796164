package io.riskgate.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskerTest {

    private final Masker masker = new Masker(new byte[32]);
    private final MaskingProfile retail = MaskingProfile.ALL.get("retail");

    @ParameterizedTest
    @CsvSource({
        "EMAIL, jane.doe@example.com, ***@example.com",
        "EMAIL, no-address, ***",
        "PHONE, +14155550100, ***00",
        "PHONE, 123, ***",
        "IP_ADDRESS, 203.0.113.7, 203.0.113.***",
        "IP_ADDRESS, 2001:db8:85a3::8a2e:370:7334, 2001:db8:85a3:***",
        "IP_ADDRESS, ::1, ***",
        "IP_ADDRESS, localhost, ***",
        "BILLING_POSTAL_CODE, 94105, 94***",
        "SHIPPING_POSTAL_CODE, 941, ***",
        "CARD_BIN, 411111, 411111",
    })
    void part_isTooLittleToFindThePersonBy(PersonalField field, String value, String expected) {
        assertThat(masker.mask(retail, field, value)).isEqualTo(expected);
    }

    @Test
    void droppedValue_isGone() {
        assertThat(masker.mask(retail, PersonalField.BILLING_LINE1, "1 Main St"))
                .isNull();
    }

    @Test
    void hash_isTheSameForTheSameValue_ofTheSameKindAndKey() {
        String hash = masker.mask(MaskingProfile.DEFAULT, PersonalField.EMAIL, "Jane@Example.com");
        assertThat(hash).matches("h:[A-Za-z0-9_-]{22}");
        assertThat(masker.mask(MaskingProfile.DEFAULT, PersonalField.EMAIL, "jane@example.com"))
                .isEqualTo(hash);
        assertThat(new Masker(new byte[16]).mask(MaskingProfile.DEFAULT, PersonalField.EMAIL, "jane@example.com"))
                .isEqualTo(hash);
        assertThat(masker.mask(MaskingProfile.DEFAULT, PersonalField.PHONE, "jane@example.com"))
                .isNotEqualTo(hash);
        byte[] otherKey = new byte[16];
        otherKey[3] = 1;
        assertThat(new Masker(otherKey).mask(MaskingProfile.DEFAULT, PersonalField.EMAIL, "jane@example.com"))
                .isNotEqualTo(hash);
    }

    @Test
    void everyProfile_saysSomethingOfEveryField_andHidesWhoItIs() {
        assertThat(MaskingProfile.ALL).containsOnlyKeys("default", "retail", "health", "grocery");
        for (MaskingProfile profile : MaskingProfile.ALL.values()) {
            assertThat(profile.rules()).containsOnlyKeys(PersonalField.values());
            for (PersonalField field : new PersonalField[] {
                PersonalField.CUSTOMER_ID,
                PersonalField.EMAIL,
                PersonalField.PHONE,
                PersonalField.CARD_FINGERPRINT,
                PersonalField.DEVICE_ID,
                PersonalField.IP_ADDRESS,
                PersonalField.BILLING_LINE1,
                PersonalField.SHIPPING_LINE1,
                PersonalField.ATTRIBUTE
            }) {
                assertThat(profile.rule(field))
                        .as("%s of %s", field, profile.name())
                        .isNotEqualTo(MaskingRule.KEEP);
            }
        }
    }
}
