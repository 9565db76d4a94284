package dev.tensors.tsr.cli.frame;

/** What a command's end says to a script. The texts are lines of each command's help. */
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
  public static final String ABSENT_DATABASE_HELP =
      "4:the database that --db or TENSORS_DB names is not there";
  public static final String SERVICE_HELP =
      "5:CivitAI could not be reached or refused; what was done before stays";
  public static final String DATABASE_HELP =
      "6:the database could not be used: locked, damaged, not a catalogue, or from a newer tsr";
  public static final String FAULT_HELP = "70:a fault of tsr itself";
  public static final String INTERRUPTED_HELP = "130:interrupted; what was committed stays";

  private ExitCode() {}
}
