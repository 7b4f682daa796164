package io.riskgate.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariablesTest {

    @Test
    void misspeltVariable_isNamedWithTheOneThatWasMeant() {
        assertThat(Variables.misspelt(List.of("RISKGATE_DATADIR", "HOME", "RISKGATE_MERCHANTS_REVEW_AT")))
                .containsExactly(
                        "There is no option RISKGATE_DATADIR, which is in the environment. Did you mean RISKGATE_DATA_DIR"
                                + " (riskgate.data-dir)?",
                        "There is no option RISKGATE_MERCHANTS_REVEW_AT, which is in the environment. Did you mean"
                                + " RISKGATE_MERCHANTS_REVIEW_AT (riskgate.merchants.review-at)?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RISKGATE_DATA_DIR",
                "RISKGATE_REDIS_BREAKER_CALLS",
                "RISKGATE_MERCHANTS_PLANS_GOLD_PER_SECOND",
                "RISKGATE_MERCHANTS_OVERRIDES_ACME_FALLBACK",
                "RISKGATE_KAFKA_OPTIONS_SECURITY_PROTOCOL",
                "RISKGATE_KEY",
                "RISKGATE_NO_AOT",
            })
    void knownVariable_passes(String name) {
        assertThat(Variables.misspelt(List.of(name))).isEmpty();
    }

    /** Of services riskgate, riskgate-node and riskgate-redis. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "RISKGATE_SERVICE_HOST",
                "RISKGATE_SERVICE_PORT_HTTP",
                "RISKGATE_PORT",
                "RISKGATE_PORT_8080_TCP_ADDR",
                "RISKGATE_NODE_PORT",
                "RISKGATE_REDIS_PORT_6379_TCP",
            })
    void linkOfKubernetesToAService_isNoOption(String name) {
        assertThat(Variables.misspelt(List.of(name))).isEmpty();
    }

    @Test
    void variableThatIsLikeNone_isSomebodyElses() {
        assertThat(Variables.misspelt(List.of("RISKGATE_IMAGE_DIGEST", "RISKGATES_BUDGET")))
                .isEmpty();
    }
}
