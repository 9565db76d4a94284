/**
 * Reads the header of a .safetensors or .gguf file: returns a {@link
 * dev.tensors.tsr.modelfile.Header}, or the reason why the file is refused. Reads from a stream,
 * and uses no other room.
 *
 * <p>{@link dev.tensors.tsr.modelfile.HeaderReader} reads .safetensors, {@link
 * dev.tensors.tsr.modelfile.GgufReader} reads .gguf. HeaderReader refuses each file that the
 * format's <a href="https://github.com/huggingface/safetensors">reference reader</a> refuses, with
 * two exceptions that other programs load: a tensor may have an unknown dtype, whose size is not
 * checked, and a value of {@code __metadata__} that is not a string is kept as JSON text. It also
 * refuses two tensors of one name, since one would hide the other, and names, numbers and lists of
 * metadata keys of a size that only an attack has.
 */
@NullMarked
package dev.tensors.tsr.modelfile;

import org.jspecify.annotations.NullMarked;
