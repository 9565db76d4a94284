package dev.tensors.tsr.cli.frame;

import picocli.CommandLine.IVersionProvider;

/** The version of this program. */
public final class ProgramVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"tsr " + number()};
  }

  /** The User-Agent of requests. */
  static String userAgent() {
    return "tsr/" + number();
  }

  private static String number() {
    return TextResource.text("/version.txt").strip();
  }
}
