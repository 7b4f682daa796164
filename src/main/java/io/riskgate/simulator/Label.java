package io.riskgate.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Who made a checkout: an honest shopper, or somebody who carries out one of the attacks. */
public enum Label {
    HONEST,
    CARD_TESTING,
    VELOCITY_CARD,
    VELOCITY_DEVICE,
    VELOCITY_IP,
    VELOCITY_EMAIL,
    MANY_CARDS_ON_DEVICE,
    FOREIGN_CARD_NEW_ACCOUNT,
    GIFT_CARD_CASH_OUT,
    HIGH_AMOUNT_YOUNG_ACCOUNT,
    DISPOSABLE_MAIL,
    BUST_OUT,
    BLOCKED;

    /** Every label but {@link #HONEST}. */
    public static final List<Label> ATTACKS =
            Arrays.stream(values()).filter(label -> label != HONEST).toList();

    /** As it is printed, such as {@code card_testing}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
