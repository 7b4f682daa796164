package io.riskgate.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of src/docs/rules.md hold. */
class DocumentationTest {

    @TempDir
    Path temporary;

    @Test
    void documentedTest_passesOnTheDocumentedRule() throws IOException {
        TestedRules tested = new TestFiles(temporary).run(block("drl"), block("yaml"));

        assertThat(tested.problems()).isEmpty();
        assertThat(tested.tests()).hasSize(2).allMatch(TestResult::passed);
        assertThat(tested.neverFired()).isEmpty();
    }

    /** The first block of code in a language. */
    private static String block(String language) throws IOException {
        Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("src/docs/rules.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }
}
