package io.riskgate.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.diagnosis.Finding.Named;
import io.riskgate.rules.registry.RegistryFixture;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedRulesetsTest {

    @TempDir
    Path dataDir;

    @Test
    void scopeWhoseLastTextWasRefused_isNamedUntilOneIsAccepted() throws Exception {
        try (RegistryFixture rulesets = new RegistryFixture(dataDir)) {
            RefusedRulesets examination = new RefusedRulesets(rulesets.registry, Clock.systemUTC());
            String good = "package p\nrule \"r\" when Checkout() then decision.tag(\"t\"); end\n";
            rulesets.upload("acme", good);
            assertThat(examination.examine().severity()).isEqualTo(Severity.OK);

            rulesets.upload("acme", good.replace("Checkout()", "Checkout( amuont > 1 )"));
            Finding refused = examination.examine();
            assertThat(refused.severity()).isEqualTo(Severity.WARNING);
            assertThat(refused.of()).extracting(Named::name).containsExactly("acme");
            assertThat(refused.of().getFirst().numbers()).containsEntry("problems", 1L);

            rulesets.upload("acme", good);
            assertThat(examination.examine().severity()).isEqualTo(Severity.OK);
        }
    }
}
