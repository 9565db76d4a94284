/**
 * Asks CivitAI: its REST API in, records out.
 *
 * <p>{@link dev.tensors.tsr.civitai.Civitai} is the way in, and {@link
 * dev.tensors.tsr.civitai.Answer} what comes out: only a clean answer counts as one, and what may
 * cure itself was tried again before. The records named Wire* hold what the API gives, field by
 * field; it adds, drops and retypes fields at any time, so a field that is missing or makes no
 * sense is null, and of all fields only ids are required.
 */
package dev.tensors.tsr.civitai;
