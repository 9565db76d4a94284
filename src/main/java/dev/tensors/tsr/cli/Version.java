package dev.tensors.tsr.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The version that this program was built as. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() throws IOException {
    try (InputStream in = Version.class.getResourceAsStream("/version.txt")) {
      return new String[] {"tsr " + new String(in.readAllBytes(), StandardCharsets.UTF_8).strip()};
    }
  }
}
