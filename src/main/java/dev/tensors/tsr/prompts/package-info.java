/**
 * Text about models: trigger words, prompts with their {@code <lora:>} tags, generation parameters
 * and the infotext that web UIs write and parse. All of it comes from strangers, so each scanner
 * here takes time in proportion to the text's length.
 */
package dev.tensors.tsr.prompts;
