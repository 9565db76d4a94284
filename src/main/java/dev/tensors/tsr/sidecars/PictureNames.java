package dev.tensors.tsr.sidecars;

import java.util.List;
import java.util.stream.Stream;

/** The endings of pictures and videos after a model's stem, the preferred one first. */
final class PictureNames {

  /** The endings that LoRA Manager shows, in its order. */
  static final List<String> OF_LORA_MANAGER =
      List.of(
          ".webp",
          ".preview.webp",
          ".preview.png",
          ".preview.jpeg",
          ".preview.jpg",
          ".preview.mp4",
          ".png",
          ".jpeg",
          ".jpg",
          ".mp4",
          ".gif",
          ".webm",
          ".avif",
          ".jxl",
          ".example.0.jpeg");

  private static final List<String> STILLS =
      List.of("png", "jpeg", "jpg", "webp", "gif", "avif", "jxl", "jp2", "tiff", "tif", "bmp");

  private static final List<String> VIDEOS = List.of("mp4", "webm", "mov");

  /** The endings that any manager shows. */
  static final List<String> OF_ALL =
      Stream.concat(Stream.concat(marked(STILLS), marked(VIDEOS)), Stream.of(".example.0.jpeg"))
          .toList();

  private PictureNames() {}

  private static Stream<String> marked(List<String> endings) {
    return Stream.of(".preview.", ".", ".thumb.")
        .flatMap(mark -> endings.stream().map(ending -> mark + ending));
  }
}
