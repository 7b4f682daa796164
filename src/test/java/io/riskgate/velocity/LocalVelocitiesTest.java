package io.riskgate.velocity;

import static io.riskgate.velocity.Shopping.START_MILLIS;
import static io.riskgate.velocity.Shopping.checkout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalVelocitiesTest {

    @Test
    void limitsOfTheNode_areSharedByItsShards() {
        assertThat(VelocityLimits.ofShard(config(Map.of()), 4))
                .isEqualTo(new VelocityLimits(750_000, 2_000_000, 1_000, 500_000));
        assertThat(VelocityLimits.ofShard(config(Map.of("riskgate.velocity.cells-max", "100000")), 256))
                .isEqualTo(new VelocityLimits(11_718, VelocityLimits.CELLS_MIN, 1_000, 7_812));
    }

    @Test
    void limitsOfOneShard_haveDefaults() {
        assertThat(VelocityLimits.ofShard(config(Map.of()), 1)).isEqualTo(VelocityLimits.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource({
        "riskgate.velocity.groups-max, 0",
        "riskgate.velocity.groups-max, 100000001",
        "riskgate.velocity.cells-max, -1",
        "riskgate.velocity.distinct-values-max, 0",
        "riskgate.velocity.distinct-values-max, 10001",
        "riskgate.velocity.distinct-values-total-max, 9999",
    })
    void optionOutOfItsRange_isNamed(String option, String value) {
        VelocityConfig config = config(Map.of(option, value));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LocalVelocities(config, 2))
                .withMessageContaining(option)
                .withMessageContaining(value);
    }

    @Test
    void gauges_addUpTheShards() {
        LocalVelocities velocities = new LocalVelocities(config(Map.of()), 2);
        List<Feature> features = List.of(Feature.distinct(Shopping.DEVICE, Shopping.CARD, Window.HOURS_1));
        velocities.newVelocity().gather(checkout("acme", "fp-1", START_MILLIS), features);
        velocities.newVelocity().gather(checkout("bolt", "fp-1", START_MILLIS), features);

        assertThat(velocities.groups()).isEqualTo(6);
        assertThat(velocities.cells()).isEqualTo(6);
        assertThat(velocities.distinctValues()).isEqualTo(2);
    }

    private static VelocityConfig config(Map<String, String> options) {
        return new SmallRyeConfigBuilder()
                .withMapping(VelocityConfig.class)
                .withSources(new PropertiesConfigSource(options, "test", 100))
                .build()
                .getConfigMapping(VelocityConfig.class);
    }
}
