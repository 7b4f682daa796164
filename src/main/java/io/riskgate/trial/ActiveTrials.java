package io.riskgate.trial;

import java.util.List;

/** What is tried in a scope right now: all that the data plane knows of it. Thread-safe, never blocks. */
public interface ActiveTrials {

    /** At most five; the same list until something changes, and the empty one for most scopes. */
    List<Trial> trials(String scope);
}
