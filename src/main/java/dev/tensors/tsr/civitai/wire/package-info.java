/** Records of CivitAI's answers, read leniently from their JSON: what is impossible is null. */
@NullMarked
package dev.tensors.tsr.civitai.wire;

import org.jspecify.annotations.NullMarked;
