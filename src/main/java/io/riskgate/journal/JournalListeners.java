package io.riskgate.journal;

import java.util.List;

/** Tells several listeners, one after the other; a file may go when none of them needs it. */
final class JournalListeners implements JournalListener {

    private final List<JournalListener> all;

    JournalListeners(List<JournalListener> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public void written(JournalRecord entry) {
        for (JournalListener listener : all) {
            listener.written(entry);
        }
    }

    @Override
    public void ended(String file) {
        for (JournalListener listener : all) {
            listener.ended(file);
        }
    }

    @Override
    public boolean mayDelete(String file) {
        return all.stream().allMatch(listener -> listener.mayDelete(file));
    }
}
