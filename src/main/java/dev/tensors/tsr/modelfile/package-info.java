/**
 * Reads the header of a .safetensors file: its first bytes in, a {@link
 * dev.tensors.tsr.modelfile.Header} or the reason for refusing the file out.
 *
 * <p>{@link dev.tensors.tsr.modelfile.HeaderReader} is the way in. It refuses what the format's <a
 * href="https://github.com/huggingface/safetensors">reference reader</a> refuses, with two
 * leniencies, since such files load elsewhere: an unknown dtype, whose size is not checked, and
 * values of {@code __metadata__} that are no strings, which are kept as JSON text. It is stricter
 * in two points: two tensors of one name are refused, since one of them would hide the other; and
 * so are names, numbers and lists of metadata keys of a size that only an attack has.
 */
package dev.tensors.tsr.modelfile;
