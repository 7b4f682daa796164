package io.riskgate.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of a request for a decision, as sent: of the right types, but not yet checked. */
@Schema(
        name = "Checkout",
        requiredProperties = {"id", "merchantId", "amount", "currency"})
record CheckoutRequest(
        @Schema(
                description = "The shop's id of this checkout; the same id again gets the first answer",
                maxLength = 128)
        @Nullable
        String id,

        @Schema(maxLength = 128) @Nullable String merchantId,

        @Schema(description = "When the customer pressed pay; now, if left out", format = "date-time") @Nullable
        String occurredAt,

        @Schema(description = "At most 4 decimals", minimum = "0", maximum = "1000000000") @Nullable
        BigDecimal amount,

        @Schema(description = "ISO 4217") @Nullable String currency,
        @Nullable CustomerPart customer,
        @Nullable CardPart card,
        @Nullable DevicePart device,
        @Nullable IpPart ip,
        @Nullable AddressPart billing,
        @Nullable AddressPart shipping,
        @Schema(maxItems = 200) @Nullable List<@Nullable ItemPart> items,

        @Schema(
                description = "The merchant's own properties: up to 50 texts, numbers or booleans",
                type = SchemaType.OBJECT)
        @Nullable
        Map<String, Object> attributes) {

    @Schema(name = "Customer")
    record CustomerPart(
            @Nullable String id,
            @Nullable String email,
            @Nullable String phone,
            @Schema(format = "date-time") @Nullable String createdAt) {}

    @Schema(name = "Card")
    record CardPart(
            @Nullable String fingerprint,
            @Nullable String bin,
            @Nullable String brand,
            @Nullable String funding,

            @Schema(description = "ISO 3166-1 alpha-2") @Nullable
            String country) {}

    @Schema(name = "Device")
    record DevicePart(@Nullable String id) {}

    @Schema(name = "Ip")
    record IpPart(
            @Nullable String address,

            @Schema(description = "ISO 3166-1 alpha-2") @Nullable
            String country) {}

    @Schema(name = "Address")
    record AddressPart(
            @Nullable String line1,
            @Nullable String city,
            @Nullable String postalCode,

            @Schema(description = "ISO 3166-1 alpha-2") @Nullable
            String country) {}

    @Schema(name = "Item")
    record ItemPart(
            @Nullable String sku,
            @Nullable String category,

            @Schema(type = SchemaType.INTEGER, defaultValue = "1", minimum = "1", maximum = "1000000") @Nullable
            BigDecimal quantity,

            @Schema(description = "Of one piece", defaultValue = "0") @Nullable
            BigDecimal price) {}
}
