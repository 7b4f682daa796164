/**
 * Tells merchants what their reviews came to, at least once each. Start with {@link io.riskgate.webhook.WebhookDeliveries}, which
 * knows what is still to be told; {@link io.riskgate.webhook.WebhookSender} sends, and {@link
 * io.riskgate.webhook.PublicAddresses} says where not to. Thread-safe; a thread of its own decides what is sent when.
 */
@NullMarked
package io.riskgate.webhook;

import org.jspecify.annotations.NullMarked;
