package dev.tensors.tsr.cli.frame.options;

import java.util.List;

/** The parameter of commands that take files in the catalogue. */
public final class FilesParameter implements OptionGroup {

  private static final String NAMES =
      "a path or its end, a name or a part of it, a hash or its beginning, ";
  private static final String INPUT = "; - reads them from standard input.";

  /** What can name a file. */
  public static final String FILE = NAMES + "or a model's name" + INPUT;

  /** What can name files. */
  public static final String FILES =
      NAMES + "a model's name, or hf:OWNER/REPO, a repository at Hugging Face" + INPUT;

  public List<String> files = List.of();

  @Override
  public void declare(Declaration command) {
    command.parameters("FILE...", "Files in the catalogue: " + FILES, all -> files = all);
  }
}
