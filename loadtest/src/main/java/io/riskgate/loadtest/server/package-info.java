/**
 * What is loaded: servers as processes of their own, started as a user would start them, the rules that they serve, and
 * what they cost. Start with
 * {@link io.riskgate.loadtest.server.Server}. Methods block; objects are for one thread unless they say otherwise.
 */
@NullMarked
package io.riskgate.loadtest.server;

import org.jspecify.annotations.NullMarked;
