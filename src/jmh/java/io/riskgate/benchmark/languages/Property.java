package io.riskgate.benchmark.languages;

import io.riskgate.model.Checkout;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What rules may read of a checkout. */
enum Property implements Operand {
    AMOUNT("amount", Checkout::amount),
    ACCOUNT_AGE_DAYS("accountAgeDays", Checkout::getAccountAgeDays),
    CARD_BIN("card.bin", checkout -> checkout.card().bin()),
    CARD_COUNTRY("card.country", checkout -> checkout.card().country()),
    IP_COUNTRY("ip.country", checkout -> checkout.ip().country()),
    BILLING_COUNTRY("billing.country", checkout -> checkout.billing().country()),
    SHIPPING_COUNTRY("shipping.country", checkout -> checkout.shipping().country()),
    EMAIL_DOMAIN("customer.emailDomain", checkout -> checkout.customer().getEmailDomain());

    private final String path;
    private final Function<Checkout, @Nullable Object> reader;

    Property(String path, Function<Checkout, @Nullable Object> reader) {
        this.path = path;
        this.reader = reader;
    }

    @Override
    public String path() {
        return path;
    }

    /** Whether checkouts may be without it. */
    boolean optional() {
        return this != AMOUNT;
    }

    @Nullable
    Object of(Checkout checkout) {
        return reader.apply(checkout);
    }
}
