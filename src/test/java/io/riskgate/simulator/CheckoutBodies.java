package io.riskgate.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.riskgate.model.Checkout;

/** What a shop sends of simulated checkouts, for tests of other packages. */
public final class CheckoutBodies {

    private CheckoutBodies() {}

    /** The body of a {@code POST /v1/decisions}. */
    public static String of(Checkout checkout) {
        return new String(CheckoutJson.write(checkout), UTF_8);
    }
}
