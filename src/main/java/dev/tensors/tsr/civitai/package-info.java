/**
 * The client of CivitAI's REST API: sends calls, tries again where that may help, and reads the
 * answers into records.
 *
 * <p>{@link dev.tensors.tsr.civitai.Civitai} is the entry, {@link dev.tensors.tsr.civitai.Answer}
 * the result: found, unknown, or the reason why CivitAI could not be asked. The records named Wire*
 * hold the fields of the API. The API adds, drops and retypes fields at any time: a field that is
 * missing or has an impossible value is null, and only ids are required.
 */
package dev.tensors.tsr.civitai;
