package io.riskgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.riskgate.store.Layout.Mark;
import org.junit.jupiter.api.Test;

class LayoutTest {

    /** Of a release that writes the third layout, which those before cannot read, and reads the second. */
    private static final Layout THIRD = new Layout(3, 2, 3);

    /** One whose third layout has only what those before pass over. */
    private static final Layout THIRD_WITH_ADDITIONS = new Layout(3, 2, 2);

    @Test
    void ownAndOlderThatIsRead_pass() {
        assertThatNoException().isThrownBy(() -> THIRD.check(new Mark(3, 3), "It", "there"));
        assertThatNoException().isThrownBy(() -> THIRD.check(new Mark(2, 1), "It", "there"));
    }

    @Test
    void olderThanIsRead_isRefusedWithWhatToDo() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> THIRD.check(new Mark(1, 1), "The directory", "riskgate.data-dir"))
                .withMessage(
                        "The directory is of an older Riskgate: layout 1, and this one reads layouts from 2 on. Start"
                                + " a release between them on it first, or set riskgate.data-dir to another place.");
    }

    @Test
    void stateWithoutMark_isOfTheFirstLayout() {
        assertThatNoException().isThrownBy(() -> Layout.FILES.check(null, "It", "there"));
        assertThatExceptionOfType(StartRefusedException.class).isThrownBy(() -> THIRD.check(null, "It", "there"));
    }

    @Test
    void newer_isRefusedWithWhatToDo() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> Layout.FILES.check(THIRD.mark(), "The directory", "riskgate.data-dir"))
                .withMessage(
                        "The directory is of a newer Riskgate: layout 3, which takes a release that knows layout 3,"
                                + " and this one knows up to 1. Start the newer one again, or set riskgate.data-dir to another"
                                + " place.");
    }

    @Test
    void newerThatThoseBeforeCanRead_passesAndStays() {
        Layout second = new Layout(2, 1, 2);
        Mark newer = THIRD_WITH_ADDITIONS.mark();
        assertThatNoException().isThrownBy(() -> second.check(newer, "It", "there"));
        assertThat(second.replaces(newer)).isFalse();
        assertThat(THIRD_WITH_ADDITIONS.replaces(second.mark())).isTrue();
        assertThat(second.replaces(null)).isTrue();
    }
}
