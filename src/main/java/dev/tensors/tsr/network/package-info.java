/**
 * How a request reaches a service and an answer comes back: retries, proxies, certificates,
 * redirections, bounds and failures.
 */
@NullMarked
package dev.tensors.tsr.network;

import org.jspecify.annotations.NullMarked;
