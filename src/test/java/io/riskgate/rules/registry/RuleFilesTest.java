package io.riskgate.rules.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFilesTest {

    private static final int READS = 5_000;

    @TempDir
    Path temporary;

    @Test
    void treeThatIsExchangedWhileItIsRead_isOneOrTheOtherAndNeverBoth() throws Exception {
        for (String edition : new String[] {"one", "two"}) {
            Path scope = Files.createDirectories(temporary.resolve(edition).resolve("acme"));
            for (String file : new String[] {"a", "b", "c"}) {
                Files.writeString(scope.resolve(file + ".drl"), "// edition " + edition + "\n");
            }
        }
        lead("one");
        RuleFiles files = new RuleFiles(temporary.resolve("current"));
        Thread exchange = Thread.ofPlatform().start(() -> {
            for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                lead(i % 2 == 0 ? "two" : "one");
                // So that many reads, of which each takes about as long, find a tree that stays.
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(500));
            }
        });
        int ones = 0;
        int twos = 0;
        try {
            for (int i = 0; i < READS; i++) {
                Optional<RuleFiles.Content> read = files.read("acme");
                if (read.isPresent()) {
                    String text = ((RuleFiles.Content.Text) read.get()).text().text();
                    int ofOne = text.split("edition one", -1).length - 1;
                    int ofTwo = text.split("edition two", -1).length - 1;
                    assertThat(List.of(ofOne, ofTwo)).isIn(List.of(3, 0), List.of(0, 3));
                    ones += ofOne / 3;
                    twos += ofTwo / 3;
                }
            }
        } finally {
            exchange.interrupt();
            exchange.join();
        }
        assertThat(ones).isPositive();
        assertThat(twos).isPositive();
    }

    private void lead(String edition) {
        try {
            Path made = Files.createSymbolicLink(temporary.resolve("made"), Path.of(edition));
            Files.move(made, temporary.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
