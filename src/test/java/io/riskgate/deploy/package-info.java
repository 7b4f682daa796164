/**
 * What is in {@code src/deploy}: that its manifests are what they are taken for, fit together, and name only what there is. Start with
 * {@link io.riskgate.deploy.KubernetesTest} and {@link io.riskgate.deploy.ComposeTest}.
 */
@NullMarked
package io.riskgate.deploy;

import org.jspecify.annotations.NullMarked;
