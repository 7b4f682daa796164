package io.riskgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JournalMarksTest {

    private static final Path FILE = Path.of("a");
    private static final long STEP = JournalMarks.BYTES_PER_MARK;

    private final JournalMarks marks = new JournalMarks();

    @Test
    void whatIsOlder_isLeftOut() {
        write(0, 10);
        write(STEP, 20);
        write(2 * STEP, 30);
        assertThat(marks.offset(FILE, at(10))).isZero();
        assertThat(marks.offset(FILE, at(11))).isEqualTo(STEP);
        assertThat(marks.offset(FILE, at(21))).isEqualTo(2 * STEP);
        assertThat(marks.offset(FILE, at(99))).isEqualTo(2 * STEP);
    }

    @Test
    void smallWrites_haveOneMarkTogether() {
        write(0, 10);
        write(STEP / 2, 20);
        write(STEP, 30);
        assertThat(marks.offset(FILE, at(15))).isZero();
        assertThat(marks.offset(FILE, at(25))).isEqualTo(STEP);
    }

    @Test
    void anotherFile_isReadFromItsBeginning() {
        write(0, 10);
        write(STEP, 20);
        marks.writing(Path.of("b"), 0, at(30));
        assertThat(marks.offset(FILE, at(99))).isZero();
        assertThat(marks.offset(Path.of("b"), at(99))).isZero();
        assertThat(marks.offset(Path.of("c"), at(99))).isZero();
    }

    @Test
    void marks_areBounded() {
        for (int i = 0; i < JournalMarks.MARKS_MAX + 10; i++) {
            write(i * STEP, i);
        }
        assertThat(marks.offset(FILE, at(Integer.MAX_VALUE))).isEqualTo(JournalMarks.MARKS_MAX * STEP);
    }

    private void write(long offset, long latestSoFar) {
        marks.writing(FILE, offset, at(latestSoFar));
    }

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }
}
