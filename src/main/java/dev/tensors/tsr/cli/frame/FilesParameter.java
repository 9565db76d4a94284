package dev.tensors.tsr.cli.frame;

import java.util.List;
import picocli.CommandLine.Parameters;

/** The parameter of commands that take files in the catalogue. */
public final class FilesParameter {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files in the catalogue: path, name, part of a name, or SHA-256.")
  public List<String> files = List.of();
}
