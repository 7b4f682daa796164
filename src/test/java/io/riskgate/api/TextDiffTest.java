package io.riskgate.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextDiffTest {

    private final TextDiff diff = new TextDiff();

    @Test
    void changedLine_isShownWithWhatStandsAroundIt() throws InterruptedException {
        assertThat(diff.unified("acme@1", "a\nb\nc\nd\ne\nf\ng\nh\ni\n", "acme@2", "a\nb\nc\nd\nE\nf\ng\nh\ni\n"))
                .isEqualTo(new TextDiff.Unified(
                        "--- acme@1\n+++ acme@2\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n"));
    }

    @Test
    void sameTexts_haveNoDifference() throws InterruptedException {
        assertThat(diff.unified("acme@1", "a\nb", "acme@2", "a\nb")).isEqualTo(new TextDiff.Unified(""));
    }

    @Test
    void firstText_isAllNew() throws InterruptedException {
        assertThat(diff.unified(TextDiff.NOTHING, "", "acme@1", "a\nb\n"))
                .isEqualTo(new TextDiff.Unified("--- /dev/null\n+++ acme@1\n@@ -0,0 +1,2 @@\n+a\n+b\n"));
    }

    @Test
    void textsOfTooManyLines_areRefused() throws InterruptedException {
        String half = "x\n".repeat(TextDiff.LINES_MAX / 2);
        assertThat(diff.unified("a", half, "b", half)).isEqualTo(new TextDiff.Unified(""));
        assertThat(diff.unified("a", half, "b", half + "x\n")).isEqualTo(new TextDiff.TooLong());
    }

    @Test
    void difference_makesTheOneTextOfTheOther() throws Exception {
        Random random = new Random(42);
        for (int i = 0; i < 200; i++) {
            List<String> older = lines(random, 1 + random.nextInt(30));
            List<String> newer = new ArrayList<>(older);
            for (int edits = random.nextInt(6); edits > 0; edits--) {
                int at = random.nextInt(newer.size());
                switch (random.nextInt(3)) {
                    case 0 -> newer.set(at, "changed " + random.nextInt(4));
                    case 1 -> newer.add(at, "added " + random.nextInt(4));
                    default -> {
                        if (newer.size() > 1) {
                            newer.remove(at);
                        }
                    }
                }
            }
            TextDiff.Unified unified =
                    (TextDiff.Unified) diff.unified("a", String.join("\n", older), "b", String.join("\n", newer));
            assertThat(UnifiedDiffUtils.parseUnifiedDiff(unified.text().lines().toList())
                            .applyTo(older))
                    .isEqualTo(newer);
        }
    }

    private static List<String> lines(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "line " + random.nextInt(8))
                .toList();
    }
}
