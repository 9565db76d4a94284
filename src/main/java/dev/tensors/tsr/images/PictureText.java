package dev.tensors.tsr.images;

/**
 * A text in a picture's file.
 *
 * @param key PNG's keyword, ComfyUI's key, or the name of the EXIF tag
 */
record PictureText(String key, String text) {

  static final String USER_COMMENT = "UserComment";
  static final String DESCRIPTION = "ImageDescription";
  static final String COMMENT = "Comment";
  static final String SOFTWARE = "Software";
  static final String PARAMETERS = "parameters";
  static final String XMP = "XML:com.adobe.xmp";
}
