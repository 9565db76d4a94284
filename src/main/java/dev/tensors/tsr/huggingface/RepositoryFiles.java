package dev.tensors.tsr.huggingface;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.model.Timestamps;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A repository at one commit, with its files.
 *
 * @param name as Hugging Face writes it, which is another one than was asked for where the
 *     repository was renamed
 * @param commit 40 hexadecimal digits in lower case
 * @param licence Hugging Face's id of it, such as apache-2.0, or its own name; null: not told
 * @param baseModel the repositories of its base models, as its card names them, joined by "; ";
 *     null: not told
 * @param isGated whether a user must accept terms before a download
 * @param modifiedAt ISO 8601, UTC; null: not told
 */
public record RepositoryFiles(
    String name,
    String commit,
    @Nullable String licence,
    @Nullable String baseModel,
    boolean isGated,
    @Nullable String modifiedAt,
    List<File> files) {

  /**
   * A file.
   *
   * @param path from the repository's root, with slashes
   * @param sizeBytes null: not told
   * @param sha256 upper case hex; null for small files, whose hash is not told
   */
  public record File(String path, @Nullable Long sizeBytes, @Nullable String sha256) {

    private static final Pattern SHA256 = Pattern.compile("(?:sha256:)?([0-9a-fA-F]{64})");

    private static final int LONGEST_PATH = 4096;

    /** An entry of a listing; null for a folder. */
    static @Nullable File of(JsonObject entry) {
      String path = entry.string("path");
      if (path == null
          || path.isEmpty()
          || path.length() > LONGEST_PATH
          || !"file".equals(entry.string("type"))) {
        return null;
      }
      JsonObject large = entry.object("lfs");
      String oid = large.string("oid");
      var hash = SHA256.matcher(oid == null ? "" : oid);
      Long size = large.number("size");
      return new File(
          path,
          size == null ? entry.number("size") : size,
          hash.matches() ? hash.group(1).toUpperCase(Locale.ROOT) : null);
    }
  }

  private static final String SEPARATOR = "; ";

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  /** Hugging Face's word for a licence that only has a name. */
  private static final String OTHER = "other";

  /** The repository without its files; null where the answer has no commit. */
  static @Nullable RepositoryFiles of(JsonObject answer, String asked) {
    String commit = answer.string("sha");
    if (commit == null || !COMMIT.matcher(commit).matches()) {
      return null;
    }
    String name = answer.string("id");
    JsonObject card = answer.object("cardData");
    return new RepositoryFiles(
        name == null || !Repository.isName(name) ? asked : name,
        commit,
        licence(card),
        joined(card, "base_model"),
        isGated(answer.get("gated")),
        Timestamps.ofNullable(answer.time("lastModified")),
        List.of());
  }

  /** The repositories of its base models; none: not told. */
  public List<String> baseModels() {
    return baseModel == null ? List.of() : List.of(baseModel.split(SEPARATOR));
  }

  private static @Nullable String licence(JsonObject card) {
    String licence = joined(card, "license");
    String name = card.firstString("license_name");
    return OTHER.equals(licence) && name != null ? name : licence;
  }

  private static @Nullable String joined(JsonObject card, String field) {
    String all =
        card.texts(field).stream()
            .filter(text -> !text.isBlank())
            .collect(Collectors.joining(SEPARATOR));
    return all.isEmpty() ? null : all;
  }

  /** It is false, or a word that says who grants access. */
  private static boolean isGated(@Nullable JsonValue gated) {
    return switch (gated) {
      case JsonValue.Truth(boolean truth) -> truth;
      case JsonValue.Text(String word) -> !Objects.equals(word, "false");
      case null, default -> false;
    };
  }

  RepositoryFiles with(List<File> files) {
    return new RepositoryFiles(name, commit, licence, baseModel, isGated, modifiedAt, files);
  }
}
