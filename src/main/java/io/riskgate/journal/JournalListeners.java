package io.riskgate.journal;

import java.util.List;
import org.jboss.logging.Logger;

/**
 * Tells several listeners, one after the other; a file may go when none of them needs it. One that fails takes nothing from the others, nor
 * from the writer, which would end.
 */
final class JournalListeners implements JournalListener {

    private static final Logger LOG = Logger.getLogger(JournalListeners.class);

    private final List<JournalListener> all;

    JournalListeners(List<JournalListener> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public void written(JournalRecord entry) {
        for (JournalListener listener : all) {
            try {
                listener.written(entry);
            } catch (RuntimeException broken) {
                LOG.errorf(
                        broken,
                        "%s could not take note of a line of the journal",
                        listener.getClass().getName());
            }
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
