/**
 * Who is calling: API keys and tokens (JWT), and what each allows. Start with {@link io.riskgate.identity.Callers}, the one place
 * where that is decided. Nothing here blocks an event loop; what may block says so. No text that is made in here holds a key or a
 * token, but {@link io.riskgate.identity.KeyText#text}.
 */
@NullMarked
package io.riskgate.identity;

import org.jspecify.annotations.NullMarked;
