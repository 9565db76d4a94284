package dev.tensors.tsr.previews;

import dev.tensors.tsr.answers.VersionImages.VersionImage;
import dev.tensors.tsr.text.TextHash;

/** Names the kept picture of an image. */
public final class PreviewName {

  private static final int DIGITS = 32;

  private PreviewName() {}

  /**
   * Names a picture by CivitAI's id of the image. If the id is not known, a hash of the address
   * takes its place, without the address's parameters, which differ from one answer to the next.
   */
  public static String of(VersionImage image) {
    Long id = image.id();
    return id != null && id > 0
        ? id.toString()
        : "x" + TextHash.sha256(withoutParameters(image.url())).substring(0, DIGITS);
  }

  private static String withoutParameters(String url) {
    int name = url.lastIndexOf('/');
    int parameters = name <= 0 ? -1 : url.lastIndexOf('/', name - 1);
    return parameters < 0 || url.substring(parameters, name).indexOf('=') < 0
        ? url
        : url.substring(0, parameters);
  }
}
