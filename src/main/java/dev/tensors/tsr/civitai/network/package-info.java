/**
 * How a request reaches a host and an answer comes back: proxies, certificates, redirections,
 * bounds and failures.
 */
@NullMarked
package dev.tensors.tsr.civitai.network;

import org.jspecify.annotations.NullMarked;
