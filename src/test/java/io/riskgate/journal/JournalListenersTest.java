package io.riskgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalListenersTest {

    /** Keeps what it is told, and lets one file go. */
    private record Listener(String goes, List<String> told) implements JournalListener {

        @Override
        public void written(JournalRecord entry) {
            told.add(((JournalEntry) entry).checkout().id());
        }

        @Override
        public void ended(String file) {
            told.add(file);
        }

        @Override
        public boolean mayDelete(String file) {
            return file.compareTo(goes) <= 0;
        }
    }

    @Test
    void allAreTold_andAFileGoesWhenAllLetIt() {
        Listener first = new Listener("b", new ArrayList<>());
        Listener second = new Listener("a", new ArrayList<>());
        JournalListeners both = new JournalListeners(List.of(first, second));

        both.written(Entries.entry("1"));
        both.ended("a");

        assertThat(first.told()).containsExactly("1", "a");
        assertThat(second.told()).containsExactly("1", "a");
        assertThat(both.mayDelete("a")).isTrue();
        assertThat(both.mayDelete("b")).isFalse();
    }

    @Test
    void listenerThatFails_takesNothingFromTheOthers() {
        Listener broken = new Listener("a", List.of());
        Listener other = new Listener("a", new ArrayList<>());

        new JournalListeners(List.of(broken, other)).written(Entries.entry("1"));

        assertThat(other.told()).containsExactly("1");
    }
}
