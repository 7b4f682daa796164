/**
 * What must survive a restart besides the journal: the ports, and the adapters that keep them in files under {@code
 * riskgate.data-dir}, and what it takes to follow those that nodes share. Start with {@link io.riskgate.store.RulesetStore}. Each type says for itself whether it blocks.
 */
@NullMarked
package io.riskgate.store;

import org.jspecify.annotations.NullMarked;
