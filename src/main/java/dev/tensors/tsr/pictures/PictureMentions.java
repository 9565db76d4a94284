package dev.tensors.tsr.pictures;

import dev.tensors.tsr.model.HashKind;
import dev.tensors.tsr.pictures.contents.ModelUse;
import dev.tensors.tsr.pictures.contents.PictureReading.PictureContents;
import dev.tensors.tsr.references.EmbeddingNames;
import dev.tensors.tsr.references.ModelMatch;
import dev.tensors.tsr.references.ModelMention;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the models that a picture names into mentions that the catalogue can match. */
public final class PictureMentions {

  private static final Pattern DOWNLOAD =
      Pattern.compile(
          "https?://(?:www\\.)?civitai\\.(?:com|red)/api/download/models/(\\d{1,9})(?:[/?#].*)?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern WEB =
      Pattern.compile("https?://[^\\s\\p{Cntrl}]{1,2000}", Pattern.CASE_INSENSITIVE);

  private PictureMentions() {}

  /** The models that the picture names, in its order. */
  public static List<ModelMention> of(PictureContents contents) {
    List<ModelMention> mentions = new ArrayList<>();
    contents.models().forEach(use -> mentions.add(mention(use)));
    return mentions;
  }

  /** The models that the picture names, and the embeddings whose names are words of its prompts. */
  public static List<ModelMention> of(PictureContents contents, EmbeddingNames embeddings) {
    List<ModelMention> mentions = of(contents);
    embeddings
        .in(contents.tool(), contents.prompt(), contents.negativePrompt())
        .forEach(name -> mentions.add(ModelMention.embedding(name)));
    return mentions;
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
        use.air(),
        webAddress(use.url()));
  }

  /** The address; null if it is not one on the web. */
  private static @Nullable String webAddress(@Nullable String url) {
    return url != null && WEB.matcher(url).matches() ? url : null;
  }

  /** The version that an address downloads; null if the address is not CivitAI's. */
  private static @Nullable Long versionOf(@Nullable String url) {
    Matcher address = url == null ? null : DOWNLOAD.matcher(url);
    return address != null && address.matches() ? Long.valueOf(address.group(1)) : null;
  }
}
