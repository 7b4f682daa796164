package io.riskgate.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DegradedScanTest {

    private final DegradedScan scan = new DegradedScan();

    @Test
    void empty_array_is_not_degraded() {
        assertThat(kinds("{\"id\":\"1\",\"degraded\":[],\"elapsedMicros\":1}")).isEmpty();
    }

    @Test
    void all_kinds_are_found() {
        assertThat(kinds("{\"degraded\":[\"velocity:local\",\"journal\"],\"tags\":[\"x\"]}"))
                .containsExactly("velocity:local", "journal");
    }

    @Test
    void text_that_looks_alike_is_not_taken_for_it() {
        assertThat(kinds("{\"id\":\"\\\"degraded\\\":[\\\"x\\\"]\",\"degraded\":[]}"))
                .isEmpty();
    }

    @Test
    void quote_before_the_name_does_not_hide_it() {
        assertThat(kinds("\"\"degraded\":[\"overload\"]")).containsExactly("overload");
    }

    @Test
    void answer_in_single_bytes_is_read_as_one() {
        for (char piece : "{\"degraded\":[\"overload\"]}".toCharArray()) {
            piece(String.valueOf(piece));
        }

        assertThat(scan.kinds()).containsExactly("overload");
    }

    @Test
    void next_answer_begins_anew() {
        assertThat(kinds("{\"degraded\":[\"overload\"")).containsExactly("overload");
        assertThat(kinds("{\"degraded\":[]}")).isEmpty();
    }

    private List<String> kinds(String answer) {
        scan.reset();
        piece(answer);
        return scan.kinds();
    }

    private void piece(String text) {
        scan.scan(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }
}
