package io.riskgate.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceTextTest {

    @Test
    void longLine_isCutBetweenCharacters() {
        assertThat(new SourceText("a".repeat(300)).line(1)).hasSize(200);
        assertThat(new SourceText("a".repeat(199) + "😀".repeat(9)).line(1)).isEqualTo("a".repeat(199));
        assertThat(new SourceText("a".repeat(198) + "😀".repeat(9)).line(1)).isEqualTo("a".repeat(198) + "😀");
    }

    @Test
    void line_endsBeforeItsLineFeed() {
        SourceText source = new SourceText("first\r\nsecond\n");

        assertThat(source.line(1)).isEqualTo("first");
        assertThat(source.line(2)).isEqualTo("second");
        assertThat(source.line(3)).isEmpty();
    }
}
