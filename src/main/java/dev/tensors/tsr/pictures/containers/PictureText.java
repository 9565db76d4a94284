package dev.tensors.tsr.pictures.containers;

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
