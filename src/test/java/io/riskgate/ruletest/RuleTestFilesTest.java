package io.riskgate.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleTestFilesTest {

    @TempDir
    Path directory;

    @Test
    void filesOfADirectory_arePairedByName() throws IOException {
        for (String name : new String[] {"b.drl", "b_test.yaml", "a.drl", "c_test.yaml", "notes.yaml", ".d.drl.swp"}) {
            Files.createFile(directory.resolve(name));
        }
        assertThat(RuleTestFiles.in(directory)).containsExactly(pair("a"), pair("b"), pair("c"));
    }

    @Test
    void eitherFile_leadsToThePair() {
        assertThat(RuleTestFiles.of(directory.resolve("a.drl"))).isEqualTo(pair("a"));
        assertThat(RuleTestFiles.of(directory.resolve("a_test.yaml"))).isEqualTo(pair("a"));
    }

    @Test
    void directoryThatIsNotThere_hasNone() {
        assertThat(RuleTestFiles.in(directory.resolve("gone"))).isEmpty();
    }

    private RuleTestFiles pair(String name) {
        return new RuleTestFiles(directory.resolve(name + ".drl"), directory.resolve(name + "_test.yaml"));
    }
}
