/**
 * Sealing: personal data at rest that only this installation can read, and can forget. Start with {@link
 * io.riskgate.sealing.DayKeys}, which has a key for each day, wrapped by the {@link io.riskgate.sealing.InstallationKey}; {@link io.riskgate.sealing.Sealer} seals with
 * today's, and {@link io.riskgate.sealing.Opener} opens what any day's has sealed, as long as that key is there. Deleting a
 * day's key forgets the day, in every copy of what it sealed.
 */
@NullMarked
package io.riskgate.sealing;

import org.jspecify.annotations.NullMarked;
