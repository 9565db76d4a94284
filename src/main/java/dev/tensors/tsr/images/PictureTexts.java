package dev.tensors.tsr.images;

import java.util.ArrayList;
import java.util.List;

/** The texts in a picture's file, as far as they are not too large. */
final class PictureTexts {

  /** For all texts of a picture together, in bytes; the largest workflows have a third of it. */
  static final int LARGEST = 16 << 20;

  /** A picture has three; each takes memory, however short it is. */
  private static final int MOST = 1000;

  private static final String TOO_LARGE =
      "its texts have more than " + (LARGEST >> 20) + " MiB together";

  private final ContentsBuilder contents;
  private final List<PictureText> texts = new ArrayList<>();
  private int left = LARGEST;

  PictureTexts(ContentsBuilder contents) {
    this.contents = contents;
  }

  ContentsBuilder contents() {
    return contents;
  }

  List<PictureText> list() {
    return texts;
  }

  /** Whether a chunk of so many bytes may be read; notes if not. */
  boolean hasRoomFor(long bytes) {
    if (bytes > left || texts.size() == MOST) {
      contents.problem(texts.size() == MOST ? "it has more than " + MOST + " texts" : TOO_LARGE);
      return false;
    }
    return true;
  }

  /** How many bytes there is room for. */
  int left() {
    return left;
  }

  /**
   * Counts a text that there is room for.
   *
   * @param bytes that it was read from
   */
  void add(String key, String text, int bytes) {
    left -= Math.min(left, bytes);
    texts.add(new PictureText(key, text));
  }

  void problem(String sentence) {
    contents.problem(sentence);
  }
}
