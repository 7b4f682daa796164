package io.riskgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void pointer_isUnderTheColumn() {
        assertThat(Excerpt.of("amount > 5", 8)).isEqualTo(new Excerpt("amount > 5", "       ^"));
        assertThat(Excerpt.of("amount", 1).pointer()).isEqualTo("^");
    }

    @Test
    void pointer_keepsTabs() {
        assertThat(Excerpt.of("\t\tamount\t> 5", 10).pointer()).isEqualTo("\t\t      \t^");
    }

    @Test
    void pointer_countsACharacterOfTwoUnitsOnce() {
        assertThat(Excerpt.of("\"\ud83d\ude00\" ==", 6).pointer()).isEqualTo("    ^");
    }

    @Test
    void pointer_mayStandAfterTheEnd() {
        assertThat(Excerpt.of("end", 4).pointer()).isEqualTo("   ^");
    }

    @Test
    void columnThatIsNotThere_isNotPointedAt() {
        assertThat(Excerpt.of("end", 5)).isEqualTo(new Excerpt("end", ""));
    }

    @Test
    void longLine_isShownAroundTheColumn() {
        String source = "a".repeat(300) + "X" + "b".repeat(300);
        Excerpt excerpt = Excerpt.of(source, 301);
        assertThat(excerpt.line()).startsWith("...a").endsWith("b...").hasSize(Excerpt.CHARS_MAX + 6);
        assertThat(excerpt.line().charAt(excerpt.pointer().length() - 1)).isEqualTo('X');
    }

    @Test
    void endOfALongLine_isShown() {
        Excerpt excerpt = Excerpt.of("a".repeat(300) + "X", 301);
        assertThat(excerpt.line()).startsWith("...a").endsWith("aX");
        assertThat(excerpt.line().charAt(excerpt.pointer().length() - 1)).isEqualTo('X');
    }

    @Test
    void whatCouldDriveTheTerminal_isNotShown() {
        assertThat(Excerpt.of("a\u001b[31mb\u202ec\u2028", 1).line()).isEqualTo("a?[31mb?c?");
    }
}
