package io.riskgate.api;

import io.riskgate.model.Checkout;

/** What came of reading a checkout. */
public sealed interface ReadCheckout {

    record Valid(Checkout checkout) implements ReadCheckout {}

    record Invalid(ProblemDetails problem) implements ReadCheckout {}
}
