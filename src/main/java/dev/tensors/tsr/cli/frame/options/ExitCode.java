package dev.tensors.tsr.cli.frame.options;

import java.util.List;

/**
 * The exit codes, each worse than the one before it: of several that apply, the worst is the
 * command's. Each {@code _HELP} text is a line in the help of a command.
 */
public enum ExitCode {
  DONE(0),
  FOUND(1),
  PARTIAL(3),
  ABSENT(4),
  SERVICE(5),
  USAGE(2),
  DATABASE(6),
  FAULT(70),
  INTERRUPTED(130);

  public static final String DONE_HELP = "0:done";
  public static final String USAGE_HELP = "2:wrong usage";
  public static final String WRITTEN_HELP = "3:the result could not be written";
  private static final String ABSENT_DATABASE_HELP =
      "4:the database named by --db or TENSORS_DB does not exist";
  public static final String SERVICE_HELP =
      "5:CivitAI, or another service that was asked, could not be reached or refused; results so far"
          + " are kept";
  private static final String DATABASE_HELP =
      "6:the database could not be used: locked, damaged, not a catalogue, or from a newer tsr";
  private static final String FAULT_HELP = "70:an internal error";
  private static final String INTERRUPTED_HELP = "130:interrupted; results so far are kept";

  /** Of commands that change nothing. */
  public static final String READING_INTERRUPTED_HELP = "130:interrupted";

  /** The lines of every command below {@code tsr db} that has no line of its own for the code. */
  public static final List<String> COMMON_HELP =
      List.of(
          DONE_HELP,
          USAGE_HELP,
          WRITTEN_HELP,
          ABSENT_DATABASE_HELP,
          DATABASE_HELP,
          FAULT_HELP,
          INTERRUPTED_HELP);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** What the process returns. */
  public int code() {
    return code;
  }

  /** The one of two codes that apply with which a command ends. */
  public ExitCode worse(ExitCode other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
