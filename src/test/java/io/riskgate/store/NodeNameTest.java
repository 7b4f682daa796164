package io.riskgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeNameTest {

    @Test
    void configuredName_isTaken() {
        assertThat(NodeName.of(Optional.of("eu-1.node_2"))).isEqualTo("eu-1.node_2");
    }

    @Test
    void unconfiguredName_isAnotherOneEachTime() {
        String one = NodeName.of(Optional.empty());
        assertThat(one).matches("[A-Za-z0-9_.-]{1,64}").isNotEqualTo(NodeName.of(Optional.empty()));
        assertThat(NodeName.of(Optional.of(one))).isEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a:b",
                "{a}",
                "ü",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            })
    void noProperName_isRefused(String name) {
        assertThatThrownBy(() -> NodeName.of(Optional.of(name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("riskgate.node");
    }
}
