package dev.tensors.tsr.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a model file, as its header shows it.
 *
 * @param version the number of the rules that identified the file; 0 where none did
 * @param type CivitAI's name of the type, or {@code TextEncoder}, {@code ClipVision}, {@code
 *     IPAdapter}, {@code UNet}
 * @param baseModel CivitAI's name; where several are possible, the main name of their family
 * @param baseCandidates all base models that are possible; empty if none is known
 * @param identifiedBy {@code tensors} or {@code metadata}: the source of the base model
 * @param precision such as fp16, mixed or Q4_K_M
 * @param parameters the number of elements of all tensors
 * @param algorithm of an adapter, such as LoRA or LoKr
 * @param rank of an adapter, the largest of its modules
 * @param component the class of a VAE or an encoder, such as t5-xxl
 * @param architecture which architecture the tensors show, such as flux_1_dev
 * @param inside the classes of the VAE and the encoders within a diffusion model's file
 * @param tensorsDigest equal for files with the same tensors
 */
public record HeaderIdentity(
    int version,
    @Nullable String type,
    @Nullable String baseModel,
    List<String> baseCandidates,
    @Nullable String identifiedBy,
    @Nullable String precision,
    @Nullable Long parameters,
    @Nullable String algorithm,
    @Nullable Long rank,
    @Nullable Double alpha,
    @Nullable String component,
    @Nullable String architecture,
    List<String> inside,
    @Nullable String tensorsDigest) {

  /** For a file without a header, such as a pickle. */
  public static HeaderIdentity none(int version) {
    return new HeaderIdentity(
        version, null, null, List.of(), null, null, null, null, null, null, null, null, List.of(),
        null);
  }
}
