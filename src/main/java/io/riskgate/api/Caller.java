package io.riskgate.api;

/**
 * Who sent a request.
 *
 * @param name as a ruleset's history shows it
 */
record Caller(String name) {}
