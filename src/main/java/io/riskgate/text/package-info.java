/**
 * What can be said of texts as such. Start with {@link io.riskgate.text.Nearest}, for hints at what a misspelt name was meant to be. Stateless; never
 * blocks.
 */
@NullMarked
package io.riskgate.text;

import org.jspecify.annotations.NullMarked;
