package io.riskgate.simulator;

import io.riskgate.model.Address;
import io.riskgate.model.Card;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;

/** Who pays, with what, from where: the part of a checkout that is not the basket. */
record Payer(Customer customer, Card card, Device device, Ip ip, Address billing, Address shipping) {

    Payer with(Card other) {
        return new Payer(customer, other, device, ip, billing, shipping);
    }

    Payer with(Device other) {
        return new Payer(customer, card, other, ip, billing, shipping);
    }

    Payer with(Ip other) {
        return new Payer(customer, card, device, other, billing, shipping);
    }

    Payer with(Customer other) {
        return new Payer(other, card, device, ip, billing, shipping);
    }

    Payer shippedTo(Address other) {
        return new Payer(customer, card, device, ip, billing, other);
    }
}
