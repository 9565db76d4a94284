package dev.tensors.tsr.cli.frame;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option of the commands that read files in parallel. */
public final class JobsOption {

  /** Each has a thread and a buffer; no disk gets faster by so many. */
  private static final int MOST = 1024;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      converter = Count.class,
      description =
          "How many files to read at once, at most " + MOST + ". Default: the processor's cores.")
  private Integer jobs;

  public int count() {
    return jobs != null ? jobs : Math.min(MOST, Runtime.getRuntime().availableProcessors());
  }

  private static final class Count implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String word) {
      try {
        int number = Integer.parseInt(word);
        if (number >= 1 && number <= MOST) {
          return number;
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw new TypeConversionException("'" + word + "' is not a whole number from 1 to " + MOST);
    }
  }
}
