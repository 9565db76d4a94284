package dev.tensors.tsr.modelfile.identify.matching;

import org.jspecify.annotations.Nullable;

/**
 * What a tensor's name says about the tensor, whatever its indices.
 *
 * @param ending that of an adapter's tensor; null for others
 * @param stem the name without that ending
 * @param alpha whether the tensor is the alpha of an adapter's module
 * @param companion whether the tensor stands beside the diffusion model of a checkpoint
 * @param last the last part of the name
 */
public record NameTraits(
    @Nullable AdapterEnding ending, String stem, boolean alpha, boolean companion, String last) {

  public static NameTraits of(String name) {
    AdapterEnding ending = AdapterEnding.of(name);
    String stem = ending == null ? name : name.substring(0, name.length() - ending.text().length());
    return new NameTraits(
        ending,
        stem,
        name.endsWith(AlphaFinder.ALPHA),
        Companions.has(name),
        name.substring(name.lastIndexOf('.') + 1));
  }
}
