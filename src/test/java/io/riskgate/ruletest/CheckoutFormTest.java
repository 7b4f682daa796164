package io.riskgate.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckoutFormTest {

    private static final String REQUEST = "io.riskgate.api.CheckoutRequest";

    @Test
    void keysOfACheckout_areThoseOfARequest() throws ClassNotFoundException {
        assertThat(CheckoutForm.KEYS).containsExactlyElementsOf(names(REQUEST));
    }

    @ParameterizedTest
    @CsvSource({
        "customer, CustomerPart",
        "card, CardPart",
        "device, DevicePart",
        "ip, IpPart",
        "billing, AddressPart",
        "shipping, AddressPart",
        "items, ItemPart"
    })
    void keysOfAPart_areThoseOfARequests(String part, String type) throws ClassNotFoundException {
        assertThat(CheckoutForm.PARTS.get(part)).containsExactlyElementsOf(names(REQUEST + "$" + type));
    }

    private static List<String> names(String type) throws ClassNotFoundException {
        return Arrays.stream(Class.forName(type).getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }
}
