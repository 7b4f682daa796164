package io.riskgate.ruletest;

import io.riskgate.rules.Problem;
import io.riskgate.rules.Ruleset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of tests, read.
 *
 * @param problems what is wrong with it; if it is anything, the tests are not all there
 */
record RuleTestFile(List<RuleTest> tests, List<Problem> problems) {

    static final int BYTES_MAX = 1024 * 1024;

    /** Blocks. */
    static RuleTestFile read(Path file, Ruleset ruleset) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                return refused(file, Mistake.TEST_TOO_LARGE, "The file is larger than " + BYTES_MAX / 1024 + " KiB");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            Mistakes mistakes = new Mistakes(name(file), text);
            List<RuleTest> tests = new RuleTestReader(ruleset, mistakes).read(text);
            return new RuleTestFile(tests, mistakes.all());
        } catch (CharacterCodingException notUtf8) {
            return refused(file, Mistake.TEST_SYNTAX, "The file is not UTF-8");
        } catch (IOException unreadable) {
            return refused(file, Mistake.TEST_SYNTAX, "The file cannot be read");
        }
    }

    /** A file that says nothing, for one reason. */
    static RuleTestFile refused(Path file, Mistake mistake, String message) {
        Problem problem = new Problem(mistake.code(), Problem.Severity.ERROR, message, 1, 1, "", null, name(file));
        return new RuleTestFile(List.of(), List.of(problem));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
