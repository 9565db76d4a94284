package dev.tensors.tsr.cli.frame.options;

import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.text.Counts;

/** The option that limits the number of rows. */
public final class LimitOption implements OptionGroup {

  private int limit;

  /**
   * @param byDefault the limit if the option is not given; 0: all rows
   */
  public LimitOption(int byDefault) {
    limit = byDefault;
  }

  @Override
  public void declare(Declaration command) {
    command.value(
        "-n, --limit=LIMIT",
        "Show at most LIMIT rows; 0: all. Default: " + limit + ".",
        WholeNumber.from(0, Integer.MAX_VALUE),
        value -> limit = value);
  }

  /** The largest number of rows to show. */
  public int rows() {
    return limit == 0 ? Integer.MAX_VALUE : limit;
  }

  /**
   * Prints how many rows are shown and how many there are, if some are left out.
   *
   * @param total the number of rows without the limit
   */
  public void noticeCut(Messages messages, long total) {
    if (total > rows()) {
      messages.notice(Counts.grouped(rows()) + " of " + Counts.grouped(total) + "; -n 0 for all");
    }
  }

  /** The end of a sentence that tells the number of all rows; empty if none is left out. */
  public String cut(long total) {
    return total > rows() ? "; " + Counts.grouped(rows()) + " of them shown, -n 0 for all" : "";
  }
}
