package io.riskgate.privacy;

import static io.riskgate.privacy.MaskingRule.DROP;
import static io.riskgate.privacy.MaskingRule.HASH;
import static io.riskgate.privacy.MaskingRule.KEEP;
import static io.riskgate.privacy.MaskingRule.PARTIAL;
import static io.riskgate.privacy.PersonalField.ATTRIBUTE;
import static io.riskgate.privacy.PersonalField.BILLING_CITY;
import static io.riskgate.privacy.PersonalField.BILLING_LINE1;
import static io.riskgate.privacy.PersonalField.BILLING_POSTAL_CODE;
import static io.riskgate.privacy.PersonalField.CARD_BIN;
import static io.riskgate.privacy.PersonalField.CARD_FINGERPRINT;
import static io.riskgate.privacy.PersonalField.CUSTOMER_ID;
import static io.riskgate.privacy.PersonalField.DEVICE_ID;
import static io.riskgate.privacy.PersonalField.EMAIL;
import static io.riskgate.privacy.PersonalField.IP_ADDRESS;
import static io.riskgate.privacy.PersonalField.ITEM_CATEGORY;
import static io.riskgate.privacy.PersonalField.ITEM_SKU;
import static io.riskgate.privacy.PersonalField.PHONE;
import static io.riskgate.privacy.PersonalField.SHIPPING_CITY;
import static io.riskgate.privacy.PersonalField.SHIPPING_LINE1;
import static io.riskgate.privacy.PersonalField.SHIPPING_POSTAL_CODE;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each personal property of a merchant's checkouts where people read them. Immutable.
 *
 * @param rules has every field
 */
public record MaskingProfile(String name, Map<PersonalField, MaskingRule> rules) {

    /** Everything that names a person is hashed; what places one is cut. */
    public static final MaskingProfile DEFAULT = profile("default", HASH)
            .with(KEEP, CARD_BIN, ITEM_SKU, ITEM_CATEGORY)
            .with(PARTIAL, IP_ADDRESS, BILLING_POSTAL_CODE, SHIPPING_POSTAL_CODE)
            .with(DROP, BILLING_LINE1, SHIPPING_LINE1, BILLING_CITY, SHIPPING_CITY)
            .made();

    /** Analysts call customers back: they see the domain of an e-mail address and the end of a phone number. */
    private static final MaskingProfile RETAIL = profile("retail", HASH)
            .with(KEEP, CARD_BIN, ITEM_SKU, ITEM_CATEGORY, BILLING_CITY, SHIPPING_CITY)
            .with(PARTIAL, EMAIL, PHONE, IP_ADDRESS, BILLING_POSTAL_CODE, SHIPPING_POSTAL_CODE)
            .with(DROP, BILLING_LINE1, SHIPPING_LINE1)
            .made();

    /** What somebody buys here says what they suffer from, so it is dropped along with all that is not needed to join. */
    private static final MaskingProfile HEALTH = profile("health", DROP)
            .with(HASH, CUSTOMER_ID, CARD_FINGERPRINT, DEVICE_ID)
            .made();

    /** Small amounts and known customers: baskets matter, addresses are those of deliveries. */
    private static final MaskingProfile GROCERY = profile("grocery", HASH)
            .with(KEEP, ITEM_SKU, ITEM_CATEGORY)
            .with(PARTIAL, CARD_BIN, IP_ADDRESS, BILLING_POSTAL_CODE, SHIPPING_POSTAL_CODE)
            .with(DROP, PHONE, BILLING_LINE1, BILLING_CITY, SHIPPING_CITY, ATTRIBUTE)
            .made();

    /** All profiles, by name. */
    public static final Map<String, MaskingProfile> ALL = byName(DEFAULT, RETAIL, HEALTH, GROCERY);

    public MaskingProfile {
        // Asked for each field of each line of the journal, and by number it is found at once.
        rules = Collections.unmodifiableMap(new EnumMap<>(rules));
    }

    /** What becomes of the field's values. */
    public MaskingRule rule(PersonalField field) {
        MaskingRule rule = rules.get(field);
        return rule == null ? DROP : rule;
    }

    /** The profile of that name, {@code null} if there is none. */
    public static @Nullable MaskingProfile of(String name) {
        return ALL.get(name);
    }

    private static Making profile(String name, MaskingRule usual) {
        return new Making(name, usual);
    }

    private static Map<String, MaskingProfile> byName(MaskingProfile... profiles) {
        Map<String, MaskingProfile> byName = new LinkedHashMap<>();
        for (MaskingProfile profile : List.of(profiles)) {
            byName.put(profile.name(), profile);
        }
        return Collections.unmodifiableMap(byName);
    }

    private static final class Making {

        private final String name;
        private final Map<PersonalField, MaskingRule> rules = new EnumMap<>(PersonalField.class);

        Making(String name, MaskingRule usual) {
            this.name = name;
            with(usual, PersonalField.values());
        }

        Making with(MaskingRule rule, PersonalField... fields) {
            for (PersonalField field : fields) {
                rules.put(field, rule);
            }
            return this;
        }

        MaskingProfile made() {
            return new MaskingProfile(name, rules);
        }
    }
}
