/**
 * Text about models: trigger words, prompts with their {@code <lora:>} tags, generation parameters
 * and the infotext that web UIs write and parse. The text is untrusted, so each scanner takes time
 * that is linear in the text's length.
 */
@NullMarked
package dev.tensors.tsr.prompts;

import org.jspecify.annotations.NullMarked;
