package io.riskgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every file in rules/ goes through the production loader, passes its tests, and has no rule that none of them fires. */
class RulePackTest {

    @Test
    void rules_wouldBeTaken() {
        CommandRun run = CommandRun.of("rules", "check", "rules");
        assertThat(run.exitCode()).as(run.out()).isZero();
    }

    @Test
    void rules_passTheirTests() {
        CommandRun run = CommandRun.of("rules", "test", "--strict", "rules");
        assertThat(run.exitCode()).as(run.out()).isZero();
    }
}
