/**
 * HTTP: resources, the JSON that they read and write, and how a refusal is said. No decision is made in here; start
 * with the resource of the path you are after. Resources are singletons and hold no state of a request.
 */
@NullMarked
package io.riskgate.api;

import org.jspecify.annotations.NullMarked;
