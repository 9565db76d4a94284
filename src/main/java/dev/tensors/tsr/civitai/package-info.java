/**
 * Calls CivitAI's REST API, and reads the answers into records. It uses no database.
 *
 * <p>{@link dev.tensors.tsr.civitai.Civitai} is the entry, {@link dev.tensors.tsr.network.Answer}
 * the result: found, unknown, or the reason why there is no answer. The records named Wire* hold
 * the fields of the API. Only ids are required: the API adds, drops and retypes fields at any time,
 * so a value is null if its field is missing or impossible.
 */
@NullMarked
package dev.tensors.tsr.civitai;

import org.jspecify.annotations.NullMarked;
