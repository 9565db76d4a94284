package dev.tensors.tsr.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that this program was built as. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"tsr " + number()};
  }

  /** How the program names itself to web services. */
  static String userAgent() {
    return "tsr/" + number();
  }

  private static String number() {
    return Resource.text("/version.txt").strip();
  }
}
