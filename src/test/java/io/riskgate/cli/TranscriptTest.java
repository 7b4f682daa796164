package io.riskgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.fixture.Transcript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What src/docs/rules.md shows of {@code ./riskgate rules} is what it prints. */
class TranscriptTest {

    private static final String RULES = "./riskgate rules ";

    /** Stands for the root of the file system: the page's files are in /tmp. */
    @TempDir
    Path root;

    @Test
    void documentedCommands_printWhatIsDocumented() throws IOException {
        int compared = 0;
        for (Transcript transcript : Transcript.of(Path.of("src/docs/rules.md"))) {
            transcript.write(root);
            if (transcript.command().startsWith(RULES)) {
                String[] arguments = Stream.of(transcript.command().split(" "))
                        .skip(1)
                        .map(argument -> argument.startsWith("/") ? root + argument : argument)
                        .toArray(String[]::new);
                assertThat(CommandRun.of(arguments).out().replace(root.toString(), ""))
                        .as(transcript.command())
                        .isEqualTo(transcript.output());
                compared++;
            }
        }
        assertThat(compared).isEqualTo(6);
    }
}
