/**
 * What an on-call engineer would look at, looked at when somebody asks: findings with numbers and advice. Start with {@link
 * io.riskgate.diagnosis.Diagnosis}; each kind of finding is one {@link io.riskgate.diagnosis.Examination}, which gets what it judges as
 * plain values. One thread watches what cannot be asked for afterwards ({@link io.riskgate.diagnosis.DiagnosisWatch}). Nothing in here is
 * on the way of a decision, and nothing that is found is personal. Thread-safe; whoever asks blocks, for less than a second.
 */
@NullMarked
package io.riskgate.diagnosis;

import org.jspecify.annotations.NullMarked;
