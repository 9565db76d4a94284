package dev.tensors.tsr.model;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The version that a file is linked to, and how the link was found.
 *
 * @param source null if an older tsr made the link
 * @param match null if no hash proves the link, or if an older tsr made it
 */
public record Link(VersionName version, @Nullable LinkSource source, @Nullable LinkMatch match) {

  /**
   * A version at CivitAI, with its names as far as they are known.
   *
   * @param modelId CivitAI's id of its model
   * @param versionId CivitAI's id
   * @param name the version's name
   */
  public record VersionName(
      long modelId, long versionId, @Nullable String name, @Nullable String modelName) {}

  /**
   * Who told of the version that a file is linked to, or of its model, in the order in which their
   * words count. None changes what CivitAI told; those after it only fill in what is not known.
   */
  public enum LinkSource {
    /** The user. */
    MANUAL,
    /** An answer of CivitAI. */
    CIVITAI,
    /** The cached models, which have CivitAI's answers. */
    CACHE,
    /** A cached repository at Hugging Face. */
    HUGGINGFACE,
    /** The offline archive of CivitAI's data. */
    ARCHIVE,
    /** CivArchive. */
    CIVARCHIVE,
    /** A file that another model manager wrote beside the model. */
    SIDECAR;

    /** Its word in results and in the database. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The words of all, in alphabetical order. */
    public static List<String> words() {
      return Stream.of(values()).map(LinkSource::word).sorted().toList();
    }

    /**
     * The source of a word in the database; null for NULL, and for an unknown word, which a user
     * wrote.
     */
    public static @Nullable LinkSource of(@Nullable String word) {
      for (LinkSource source : values()) {
        if (source.word().equals(word)) {
          return source;
        }
      }
      return null;
    }
  }

  /** The hash that proves a link. */
  public enum LinkMatch {
    /** The hash of the whole file. */
    SHA256,
    /** The hash of the tensors alone: the headers differ. */
    WEIGHTS;

    /** Its word in results and in the database. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The match of a word in the database; null for NULL, and for an unknown word, which a user
     * wrote.
     */
    public static @Nullable LinkMatch of(@Nullable String word) {
      for (LinkMatch match : values()) {
        if (match.word().equals(word)) {
          return match;
        }
      }
      return null;
    }
  }

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
