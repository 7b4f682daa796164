/**
 * Named lists of values, such as blocked cards, of the platform and of each merchant. Start with {@link
 * io.riskgate.lists.NamedLists}. Everything public here may be called from any thread.
 */
@NullMarked
package io.riskgate.lists;

import org.jspecify.annotations.NullMarked;
