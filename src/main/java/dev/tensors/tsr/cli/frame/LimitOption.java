package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.output.Messages;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option of the commands whose result may be cut off after some rows. */
public final class LimitOption {

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "LIMIT",
      converter = Count.class,
      description = "Show at most so many; 0: all. Default: ${DEFAULT-VALUE}.")
  private Integer limit;

  /**
   * @param byDefault at most so many rows where the option is not given; 0: all
   */
  public LimitOption(int byDefault) {
    limit = byDefault;
  }

  /** At most so many rows are shown. */
  public int rows() {
    return limit == 0 ? Integer.MAX_VALUE : limit;
  }

  /**
   * Says how many rows were left out, if any were.
   *
   * @param total how many rows there are to be shown
   */
  public void noticeCut(Messages messages, long total) {
    if (total > rows()) {
      messages.notice(String.format(Locale.ROOT, "%,d of %,d; -n 0 for all", rows(), total));
    }
  }

  private static final class Count implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String word) {
      try {
        int number = Integer.parseInt(word);
        if (number >= 0) {
          return number;
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw new TypeConversionException("'" + word + "' is not a whole number from 0 on");
    }
  }
}
