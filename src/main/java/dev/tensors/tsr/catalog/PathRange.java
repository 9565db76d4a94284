package dev.tensors.tsr.catalog;

import java.io.File;

/**
 * The paths below a folder as a range, without its two ends. SQLite finds a range in the index;
 * LIKE would read all rows.
 *
 * @param start the folder and the separator
 * @param end the folder and the character that follows the separator in Unicode
 */
record PathRange(String start, String end) {

  static PathRange of(String folder) {
    String bare =
        folder.endsWith(File.separator) ? folder.substring(0, folder.length() - 1) : folder;
    return new PathRange(bare + File.separator, bare + (char) (File.separatorChar + 1));
  }
}
