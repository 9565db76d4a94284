package dev.tensors.tsr.cli;

/** What a command's end says to a script. The texts are lines of each command's help. */
final class ExitCode {

  static final int DONE = 0;
  static final int FOUND = 1;
  static final int USAGE = 2;
  static final int PARTIAL = 3;
  static final int ABSENT = 4;
  static final int SERVICE = 5;
  static final int DATABASE = 6;
  static final int FAULT = 70;
  static final int INTERRUPTED = 130;

  static final String DONE_HELP = "0:done";
  static final String USAGE_HELP = "2:wrong usage";
  static final String WRITTEN_HELP = "3:the result could not be written";
  static final String ABSENT_DATABASE_HELP =
      "4:the database that --db or TENSORS_DB names is not there";
  static final String SERVICE_HELP =
      "5:CivitAI could not be reached or refused; what was done before stays";
  static final String DATABASE_HELP =
      "6:the database could not be used: locked, damaged, not a catalogue, or from a newer tsr";
  static final String FAULT_HELP = "70:a fault of tsr itself";
  static final String INTERRUPTED_HELP = "130:interrupted; what was committed stays";

  private ExitCode() {}
}
