package dev.tensors.tsr.pictures;

import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.pictures.contents.PictureReading.PictureContents;
import dev.tensors.tsr.references.EmbeddingNames;
import dev.tensors.tsr.references.ModelMention;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The models that a picture names, as the catalogue can match them. */
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
    return contents.models().stream().map(PictureMentions::withVersionOfAddress).toList();
  }

  /** The models that the picture names, and the embeddings whose names are words of its prompts. */
  public static List<ModelMention> of(PictureContents contents, EmbeddingNames embeddings) {
    List<ModelMention> mentions = new ArrayList<>(of(contents));
    embeddings
        .in(contents.tool(), contents.prompt(), contents.negativePrompt())
        .forEach(name -> mentions.add(ModelMention.named(ModelKind.EMBEDDING, name)));
    return mentions;
  }

  /** An address at CivitAI tells the version, and one that is not on the web is left out. */
  private static ModelMention withVersionOfAddress(ModelMention mention) {
    String url = mention.url();
    if (url == null) {
      return mention;
    }
    Long version = mention.versionId() == null ? versionOf(url) : mention.versionId();
    return mention
        .withIds(version, mention.modelId())
        .withUrl(WEB.matcher(url).matches() ? url : null);
  }

  /** The version that an address downloads; null if the address is not CivitAI's. */
  private static @Nullable Long versionOf(String url) {
    Matcher address = DOWNLOAD.matcher(url);
    return address.matches() ? Long.valueOf(address.group(1)) : null;
  }
}
