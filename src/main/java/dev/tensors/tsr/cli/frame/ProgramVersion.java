package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.text.TextResource;

/** The version of this program. */
public final class ProgramVersion {

  private ProgramVersion() {}

  /** The line that --version prints. */
  public static String line() {
    return "tsr " + number();
  }

  /** The User-Agent of requests. */
  static String userAgent() {
    return "tsr/" + number();
  }

  private static String number() {
    return TextResource.text("/version.txt").strip();
  }
}
