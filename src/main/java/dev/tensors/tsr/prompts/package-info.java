/**
 * Parses and writes text about models: trigger words, prompts with their {@code <lora:>} tags,
 * generation parameters, descriptions, and the infotext that web UIs write and parse. The text is
 * untrusted, so each scanner takes time that is linear in the text's length. Reads no file and no
 * database, and uses no other room.
 */
@NullMarked
package dev.tensors.tsr.prompts;

import org.jspecify.annotations.NullMarked;
