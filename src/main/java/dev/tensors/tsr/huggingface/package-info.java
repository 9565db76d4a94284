/**
 * Calls the API of Hugging Face, and reads its answers. It has no look-up by a hash: a repository
 * tells the hashes of its files.
 */
@NullMarked
package dev.tensors.tsr.huggingface;

import org.jspecify.annotations.NullMarked;
