package dev.tensors.tsr.modelfile.identify;

import dev.tensors.tsr.modelfile.identify.rules.AlphaTensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model file is by its header. A value that the header does not show is null.
 *
 * @param type CivitAI's name of the type; {@code TextEncoder}, {@code ClipVision}, {@code
 *     IPAdapter} and {@code UNet} for types that CivitAI does not have
 * @param baseModel CivitAI's name; where several are possible, the main name of their family
 * @param baseCandidates all base models that are possible, empty if none is known
 * @param identifiedBy {@code tensors} or {@code metadata}: where the base model is from; null where
 *     there is none
 * @param precision such as fp16 or bf16, {@code mixed} for several, and for GGUF files the name of
 *     their quantisation, such as Q4_K_M
 * @param parameters the number of elements of all tensors; {@link Long#MAX_VALUE} for more
 * @param algorithm of an adapter, such as LoRA or LoKr
 * @param rank of an adapter, the largest of its modules; null where its algorithm has none
 * @param alphaTensor where the alpha of an adapter can be read; null where no tensor holds it
 * @param claimedAlpha the alpha that metadata claims, where no tensor holds it
 */
public record Identity(
    @Nullable String type,
    @Nullable String baseModel,
    List<String> baseCandidates,
    @Nullable String identifiedBy,
    @Nullable String precision,
    @Nullable Long parameters,
    @Nullable String algorithm,
    @Nullable Long rank,
    @Nullable AlphaTensor alphaTensor,
    @Nullable Double claimedAlpha) {

  static final String TENSORS = "tensors";
  static final String METADATA = "metadata";
}
