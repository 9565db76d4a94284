package dev.tensors.tsr.pictures.containers;

import dev.tensors.tsr.pictures.contents.ContentsBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Gathers the texts in a picture's file, up to limits of number and size. */
public final class PictureTexts {

  /**
   * A text in a picture's file.
   *
   * @param key PNG's keyword, ComfyUI's key, or the name of the EXIF tag
   */
  public record PictureText(String key, String text) {

    public static final String USER_COMMENT = "UserComment";
    public static final String DESCRIPTION = "ImageDescription";
    public static final String COMMENT = "Comment";
    public static final String SOFTWARE = "Software";
    public static final String PARAMETERS = "parameters";
    public static final String XMP = "XML:com.adobe.xmp";
  }

  /**
   * The most bytes of all texts of a picture together; the largest workflows have a third of it.
   */
  public static final int LARGEST = 16 << 20;

  /** The most texts: a picture has three, and even an empty one takes memory. */
  private static final int MOST = 1000;

  /** The most texts that cannot be read: each can take the time of unpacking the largest one. */
  private static final int MOST_UNREADABLE = 10;

  private static final String TOO_LARGE =
      "its texts have more than " + (LARGEST >> 20) + " MiB together";

  private static final String TOO_MANY = "it has more than " + MOST + " texts";

  private final ContentsBuilder contents;
  private final List<PictureText> texts = new ArrayList<>();
  private int left = LARGEST;
  private int unreadable;

  public PictureTexts(ContentsBuilder contents) {
    this.contents = contents;
  }

  public ContentsBuilder contents() {
    return contents;
  }

  public List<PictureText> list() {
    return texts;
  }

  /**
   * Takes the room for bytes that are going to be read, or were unpacked, whatever becomes of them.
   *
   * @return false if there is no room for them; the problem is recorded
   */
  boolean take(long bytes) {
    if (unreadable == MOST_UNREADABLE) {
      return false;
    }
    if (bytes > left || texts.size() == MOST) {
      contents.problem(texts.size() == MOST ? TOO_MANY : TOO_LARGE);
      return false;
    }
    left -= (int) bytes;
    return true;
  }

  /** The number of bytes that further texts may have. */
  int left() {
    return left;
  }

  /** Adds a text for which room was taken. */
  void add(String key, String text) {
    if (texts.size() == MOST) {
      contents.problem(TOO_MANY);
    } else {
      texts.add(new PictureText(key, text));
    }
  }

  /** Adds a tag of a video or a sound, whose name containers write in any case. */
  void tag(String name, String text) {
    String key = name.toLowerCase(Locale.ROOT);
    switch (key) {
      case "comment" -> add(PictureText.COMMENT, text);
      case "description", "synopsis" -> add(PictureText.DESCRIPTION, text);
      default -> add(key, text);
    }
  }

  /** Records why a text cannot be read. */
  void unreadable(String sentence) {
    unreadable++;
    contents.problem(sentence);
  }
}
