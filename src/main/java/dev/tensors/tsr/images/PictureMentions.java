package dev.tensors.tsr.images;

import dev.tensors.tsr.catalog.EmbeddingNames;
import dev.tensors.tsr.catalog.ModelMatch;
import dev.tensors.tsr.catalog.ModelMention;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what a picture tells into mentions that the catalogue can match. */
final class PictureMentions {

  private static final Pattern DOWNLOAD =
      Pattern.compile(
          "https?://(?:www\\.)?civitai\\.(?:com|red)/api/download/models/(\\d{1,9})(?:[/?#].*)?",
          Pattern.CASE_INSENSITIVE);

  /** These load embeddings by a mark of their own only, and not by bare words. */
  private static final Set<String> WITHOUT_BARE_WORDS = Set.of("ComfyUI", "InvokeAI", "SwarmUI");

  private PictureMentions() {}

  /** The models that the picture names itself, in its order. */
  static List<ModelMention> of(PictureContents contents) {
    List<ModelMention> mentions = new ArrayList<>();
    contents.models().forEach(use -> mentions.add(mention(use)));
    return mentions;
  }

  /** The same, and the embeddings whose names stand in its prompts. */
  static List<ModelMention> of(PictureContents contents, EmbeddingNames embeddings) {
    List<ModelMention> mentions = of(contents);
    for (String name :
        embeddings(contents.tool(), contents.prompt(), contents.negativePrompt(), embeddings)) {
      mentions.add(
          new ModelMention(ModelMention.EMBEDDING, name, null, null, null, null, null, null));
    }
    return mentions;
  }

  private static Set<String> embeddings(
      @Nullable String tool,
      @Nullable String prompt,
      @Nullable String negativePrompt,
      EmbeddingNames embeddings) {
    Set<String> names = new LinkedHashSet<>();
    if (tool == null || !WITHOUT_BARE_WORDS.contains(tool)) {
      names.addAll(embeddings.in(prompt));
      names.addAll(embeddings.in(negativePrompt));
    }
    return names;
  }

  private static ModelMention mention(ModelUse use) {
    HashKind kind = use.hashKind();
    return new ModelMention(
        use.kind().type(),
        use.name(),
        use.hash(),
        kind == null ? null : ModelMatch.valueOf(kind.name()),
        use.weight(),
        use.versionId() == null ? versionOf(use.url()) : use.versionId(),
        use.modelId(),
        use.air());
  }

  /** The version that an address downloads; null if it is none of CivitAI's. */
  private static @Nullable Long versionOf(@Nullable String url) {
    Matcher address = url == null ? null : DOWNLOAD.matcher(url);
    return address != null && address.matches() ? Long.valueOf(address.group(1)) : null;
  }
}
