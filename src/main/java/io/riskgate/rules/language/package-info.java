/**
 * What a rule may say: the facts' properties with their types, and the functions {@code velocity}, {@code lists},
 * {@code limits} and {@code decision}. The checker, the documentation and {@code GET /v1/schema} all come from here. Start with {@link
 * io.riskgate.rules.language.Schema}. Immutable and thread-safe.
 */
@NullMarked
package io.riskgate.rules.language;

import org.jspecify.annotations.NullMarked;
