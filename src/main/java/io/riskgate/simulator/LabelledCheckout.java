package io.riskgate.simulator;

import io.riskgate.model.Checkout;

/** A checkout, and who made it. */
public record LabelledCheckout(Label label, Checkout checkout) {}
