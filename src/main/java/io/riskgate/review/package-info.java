/**
 * Decisions that wait for a person. Start with {@link io.riskgate.review.Reviews}, which answers them; {@link
 * io.riskgate.review.ReviewQueue} has them, from what the journal writes and from its replay at the start, and tells {@link
 * io.riskgate.review.ReviewWatch}es of new ones. Thread-safe; nothing blocks.
 */
@NullMarked
package io.riskgate.review;

import org.jspecify.annotations.NullMarked;
