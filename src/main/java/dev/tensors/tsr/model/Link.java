package dev.tensors.tsr.model;

import org.jspecify.annotations.Nullable;

/**
 * The version that a file is linked to, and how the link was found.
 *
 * @param source null if an older tsr made the link
 * @param match null if no hash proves the link, or if an older tsr made it
 */
public record Link(VersionName version, @Nullable LinkSource source, @Nullable LinkMatch match) {

  /** A link that a user makes. */
  public static Link byHand(VersionName version) {
    return new Link(version, LinkSource.MANUAL, null);
  }

  /** A link that the SHA-256 of the whole file proves. */
  public static Link bySha256(VersionName version, LinkSource source) {
    return new Link(version, source, LinkMatch.SHA256);
  }

  /** A link that the hash of the weights alone proves: the file's header is another one. */
  public static Link byWeights(VersionName version, LinkSource source) {
    return new Link(version, source, LinkMatch.WEIGHTS);
  }

  /** Whether the hash of the weights alone proves it. */
  public boolean isByWeights() {
    return match == LinkMatch.WEIGHTS;
  }

  /** Whether a user made it, so that only a user may change it. */
  public boolean isByHand() {
    return source == LinkSource.MANUAL;
  }
}
