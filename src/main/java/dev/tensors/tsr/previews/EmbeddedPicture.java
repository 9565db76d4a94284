package dev.tensors.tsr.previews;

import dev.tensors.tsr.json.JsonForm;
import dev.tensors.tsr.json.JsonReader;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.json.UnreadableJson;
import dev.tensors.tsr.model.files.PictureFormat;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A picture of what a model makes, in the header of its file: the thumbnail of ModelSpec, or one of
 * the cover images of AUTOMATIC1111. Its bytes begin as the format does; the rest is not checked.
 */
public record EmbeddedPicture(byte[] content, PictureFormat format) {

  private static final String THUMBNAIL = "modelspec.thumbnail";
  private static final String COVERS = "ssmd_cover_images";

  private static final Set<PictureFormat> FORMATS =
      Set.of(PictureFormat.PNG, PictureFormat.JPEG, PictureFormat.WEBP, PictureFormat.GIF);

  /** In characters: a picture of 8 MiB. */
  private static final int LONGEST = 12 << 20;

  /** A header has a few; of damaged ones not all are tried. */
  private static final int MOST = 20;

  /** The first picture that a header's metadata have; null if they have none. */
  public static @Nullable EmbeddedPicture of(Map<String, @Nullable String> metadata) {
    String thumbnail = metadata.get(THUMBNAIL);
    EmbeddedPicture first = thumbnail == null ? null : decoded(thumbnail);
    String covers = metadata.get(COVERS);
    return first == null && covers != null ? ofList(covers) : first;
  }

  private static @Nullable EmbeddedPicture ofList(String json) {
    try (JsonReader reader = new JsonReader(json, JsonForm.LENIENT)) {
      return JsonValue.items(reader.value()).stream()
          .limit(MOST)
          .map(item -> item instanceof JsonValue.Text(String text) ? decoded(text) : null)
          .filter(picture -> picture != null)
          .findFirst()
          .orElse(null);
    } catch (UnreadableJson e) {
      return null;
    }
  }

  /** Decodes Base64, which may be the address of data. */
  private static @Nullable EmbeddedPicture decoded(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    int comma = text.startsWith("data:") ? text.indexOf(',') : -1;
    try {
      byte[] content = Base64.getMimeDecoder().decode(text.substring(comma + 1));
      PictureFormat format = PictureFormat.of(content);
      return format != null && FORMATS.contains(format)
          ? new EmbeddedPicture(content, format)
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
