package dev.tensors.tsr.cli.frame;

import picocli.CommandLine.IVersionProvider;

/** The version that this program was built as. */
public final class ProgramVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"tsr " + number()};
  }

  /** How the program names itself to web services. */
  static String userAgent() {
    return "tsr/" + number();
  }

  private static String number() {
    return TextResource.text("/version.txt").strip();
  }
}
