package dev.tensors.tsr.catalog;

import java.io.File;

/**
 * The range of the paths below a folder, without its two ends: an index finds it, as it could not
 * do for LIKE.
 *
 * @param start the folder with a separator after it
 * @param end the folder with the character after it that follows the separator
 */
record PathRange(String start, String end) {

  static PathRange of(String folder) {
    String bare =
        folder.endsWith(File.separator) ? folder.substring(0, folder.length() - 1) : folder;
    return new PathRange(bare + File.separator, bare + (char) (File.separatorChar + 1));
  }
}
