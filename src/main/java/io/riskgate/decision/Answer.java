package io.riskgate.decision;

import io.riskgate.model.Decision;

/**
 * What a request gets.
 *
 * @param replayed whether the decision was made for an earlier request with the same merchant and id
 */
public record Answer(Decision decision, boolean replayed) {}
