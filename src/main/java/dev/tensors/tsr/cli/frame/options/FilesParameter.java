package dev.tensors.tsr.cli.frame.options;

import java.util.List;
import picocli.CommandLine.Parameters;

/** The parameter of commands that take files in the catalogue. */
public final class FilesParameter {

  /** What can name a file. */
  public static final String FILE =
      "a path or its end, a name or a part of it, a hash or its beginning, or a model's name; -"
          + " reads them from standard input.";

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files in the catalogue: " + FILE)
  public List<String> files = List.of();
}
