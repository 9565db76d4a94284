package dev.tensors.tsr.cli.frame.options;

import java.util.List;

/** The parameter of commands that take files in the catalogue. */
public final class FilesParameter implements OptionGroup {

  /** What can name a file. */
  public static final String FILE =
      "a path or its end, a name or a part of it, a hash or its beginning, or a model's name; -"
          + " reads them from standard input.";

  public List<String> files = List.of();

  @Override
  public void declare(Declaration command) {
    command.parameters("FILE...", "Files in the catalogue: " + FILE, all -> files = all);
  }
}
