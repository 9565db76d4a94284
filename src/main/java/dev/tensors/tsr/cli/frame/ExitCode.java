package dev.tensors.tsr.cli.frame;

import java.util.List;

/** The exit codes. Each {@code _HELP} text is a line in the help of a command. */
public final class ExitCode {

  public static final int DONE = 0;
  public static final int FOUND = 1;
  public static final int USAGE = 2;
  public static final int PARTIAL = 3;
  public static final int ABSENT = 4;
  public static final int SERVICE = 5;
  public static final int DATABASE = 6;
  public static final int FAULT = 70;
  public static final int INTERRUPTED = 130;

  public static final String DONE_HELP = "0:done";
  public static final String USAGE_HELP = "2:wrong usage";
  public static final String WRITTEN_HELP = "3:the result could not be written";
  private static final String ABSENT_DATABASE_HELP =
      "4:the database named by --db or TENSORS_DB does not exist";
  public static final String SERVICE_HELP =
      "5:CivitAI could not be reached or refused; results so far are kept";
  private static final String DATABASE_HELP =
      "6:the database could not be used: locked, damaged, not a catalogue, or from a newer tsr";
  private static final String FAULT_HELP = "70:an internal error";
  private static final String INTERRUPTED_HELP = "130:interrupted; results so far are kept";

  /** The lines of every command below {@code tsr db} that has no line of its own for the code. */
  static final List<String> COMMON_HELP =
      List.of(
          DONE_HELP,
          USAGE_HELP,
          WRITTEN_HELP,
          ABSENT_DATABASE_HELP,
          DATABASE_HELP,
          FAULT_HELP,
          INTERRUPTED_HELP);

  /** From the one that says most: of several codes that apply, the first is the command's. */
  private static final List<Integer> WORST_FIRST =
      List.of(INTERRUPTED, FAULT, DATABASE, USAGE, SERVICE, ABSENT, PARTIAL, FOUND, DONE);

  private ExitCode() {}

  /** The one of two codes that apply with which a command ends. */
  public static int worse(int one, int other) {
    return WORST_FIRST.indexOf(one) <= WORST_FIRST.indexOf(other) ? one : other;
  }
}
