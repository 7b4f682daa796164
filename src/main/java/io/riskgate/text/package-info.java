/**
 * What can be said of texts as such: the lines of a large file, and what a misspelt name was meant to be. Start with {@link
 * io.riskgate.text.LineReader} or {@link io.riskgate.text.Nearest}. Not thread-safe, but what is stateless; what blocks says so.
 */
@NullMarked
package io.riskgate.text;

import org.jspecify.annotations.NullMarked;
