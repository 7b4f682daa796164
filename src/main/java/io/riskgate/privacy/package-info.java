/**
 * Personal data made unreadable where people read. Start with {@link io.riskgate.privacy.MaskingProfile}, which says what becomes of each
 * {@link io.riskgate.privacy.PersonalField} of a checkout, and the {@link
 * io.riskgate.privacy.Masker} that does it. Profiles are immutable; a masker is for one thread. Nothing here blocks.
 */
@NullMarked
package io.riskgate.privacy;

import org.jspecify.annotations.NullMarked;
