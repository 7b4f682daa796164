/**
 * Versions of rules that are tried beside the active one of their scope: shadows, which decide nothing, and canaries, which decide a
 * part of the checkouts; and how they compare. Start with {@link io.riskgate.trial.Trial}. Which versions are tried is the registry's
 * to say, when they are evaluated the pipeline's.
 *
 * <p>What is counted is written by the thread that has a shard, without locks, and read by any.
 */
@NullMarked
package io.riskgate.trial;

import org.jspecify.annotations.NullMarked;
